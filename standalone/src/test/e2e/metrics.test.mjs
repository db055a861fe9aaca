// What operators see: the metrics that docs/metrics.md lists and no others of ours, health apart from life, and the log.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { base, eventually, key, raw, sheen, user } from './weir.mjs';

const management = `http://127.0.0.1:${process.env.WEIR_MANAGEMENT_PORT ?? 18082}/actuator/prometheus`;
const skip = process.env.WEIR_LOG ? false : 'of a Weir that this test did not start, the ports and the log are not known';

async function scrape() {
  const answer = await fetch(management);
  assert.equal(answer.status, 200);
  return answer.text();
}

const value = (text, name, labels = '') => {
  const line = text.split('\n').find((l) => l.startsWith(name) && labels.split(',').every((label) => l.includes(label)));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

const listed = () => [...fs.readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8').matchAll(/^\| `(weir_\w+)` .*$/gm)]
  .map(([line, name]) => ({ name, rare: line.includes('(rare)') }));

const served = (text) => new Set([...text.matchAll(/^# TYPE (weir_\w+) /gm)].map(([, name]) => name.replace(/_max$/, '')));

test('what is served is listed, and what is listed is served', { skip }, async () => {
  const u = user();
  await sheen('POST', '/v1/charges', { user: u, amount: 1 });
  await sheen('POST', '/v1/charges', { user: u, amount: 5000 });
  await sheen('POST', '/v1/events', { id: key(), user: u, meter: 'ai_seconds', quantity: 1 });
  await eventually(async () => {
    const names = served(await scrape());
    const all = listed();
    assert.deepEqual([...names].filter((name) => !all.some((known) => known.name === name)), [], 'served but not listed');
    assert.deepEqual(all.filter((known) => !known.rare && !names.has(known.name)).map((known) => known.name), [], 'listed but not served');
  });
});

test('they count what happens: accepted, refused by code, latency, lag, conservation', { skip }, async () => {
  const before = await scrape();
  const u = user();
  await sheen('POST', '/v1/charges', { user: u, amount: 1 });
  await sheen('POST', '/v1/charges', { user: u, amount: 5000 });
  await raw('GET', '/v1/nothing');
  await eventually(async () => {
    const now = await scrape();
    const grew = (name, labels) => assert.ok(value(now, name, labels) > (value(before, name, labels) ?? 0), `${name}{${labels}}`);
    grew('weir_decisions_total', 'outcome="accepted"');
    grew('weir_decisions_total', 'code="insufficient_balance"');
    grew('weir_refused_total', 'code="insufficient_balance",status="402"');
    grew('weir_refused_total', 'code="not_found",status="404"');
    grew('weir_decision_seconds_count', 'verb="charge",outcome="accepted"');
    grew('weir_sink_rows_written_total');
    assert.equal(value(now, 'weir_sink_lag', 'fold="rows"'), 0);
    assert.equal(value(now, 'weir_sink_lag', 'fold="views"'), 0);
    assert.equal(value(now, 'weir_streams_waiting'), 0);
    assert.equal(value(now, 'weir_streams_restoring'), 0);
    assert.equal(value(now, 'weir_sink_restore_remaining'), 0);
    assert.equal(value(now, 'weir_tenant_unaccounted', 'tenant="sheen",mode="live"'), 0);
  });
});

test('life and readiness are two things, and readiness names its parts', async () => {
  const live = await raw('GET', '/health/live');
  assert.deepEqual([live.status, live.body], [200, { status: 'up' }]);
  for (const p of ['/health', '/health/ready', '/myhealthz', '/claude-executor/health']) {
    const ready = await eventually(async () => {
      const answer = await raw('GET', p);
      assert.equal(answer.status, 200, answer.text);
      return answer;
    });
    assert.equal(ready.body.status, 'up');
    assert.equal(ready.headers.get('cache-control'), 'no-store');
    assert.ok(Object.values(ready.body.parts).every((part) => part.status === 'up'), ready.text);
  }
});

test('metrics are not on the public port', async () => {
  for (const p of ['/actuator', '/actuator/prometheus', '/metrics', '/prometheus']) {
    assert.equal((await fetch(base + p)).status, 404, p);
  }
});

test('a request is one line in the log, and forges no second one', { skip }, async () => {
  const id = key();
  const u = user();
  await raw('GET', `/v1/accounts/${u}/balance?token=hidden-query`, { 'X-Request-Id': id, Authorization: 'Bearer hidden-token' });
  await eventually(() => {
    const lines = fs.readFileSync(process.env.WEIR_LOG, 'utf8').split('\n').filter((line) => line.includes(id));
    assert.equal(lines.length, 1, lines.join('\n'));
    for (const part of ['method="GET"', `path="/v1/accounts/${u}/balance"`, 'status="401"', 'code="auth_invalid"', 'ms=']) {
      assert.ok(lines[0].includes(part), lines[0]);
    }
    assert.ok(!lines[0].includes('hidden'), lines[0]);
  });
});
