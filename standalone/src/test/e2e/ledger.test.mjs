import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { base, eventually, key, position, sheen, sign000, user } from './weir.mjs';

async function busyUser() {
  const u = user();
  await sheen('POST', '/v1/charges', {
    user: u, amount: 1.5, operation: 'build', reason: 'näh "so"\n', metadata: { b: [1, 2.50, { z: 'ß', a: null }], a: '😀' },
  }, { id: 'first-charge' });
  await sheen('POST', '/v1/grants', { user: u, source: 'package', amount: 60 });
  const held = await sheen('POST', '/v1/holds', { user: u, amount: 100 });
  await sheen('POST', `/v1/holds/${held.body.holdId}/capture`, { user: u, amount: 40 });
  const last = await sheen('POST', '/v1/charges', { user: u, amount: 4000, policy: 'clamp' });
  return { u, last };
}

test('the ledger is numbered without a gap, chained, and sums to the balance', async () => {
  const { u, last } = await busyUser();
  const answer = await sheen('GET', `/v1/accounts/${u}/ledger`, undefined, { headers: position(last) });
  assert.equal(answer.status, 200, answer.text);
  const { entries, next } = answer.body;
  assert.equal(next, null);
  assert.deepEqual(entries.map((e) => e.seq), entries.map((_, i) => i + 1));
  assert.equal(entries[0].prevHash, '0'.repeat(64));
  entries.slice(1).forEach((e, i) => assert.equal(e.prevHash, entries[i].hash));
  let total = 0n;
  const micros = (n) => BigInt(Math.round(Number(n) * 1e6));
  for (const e of entries) {
    total += micros(e.amount);
    assert.equal(micros(e.balanceAfter), total, `entry ${e.seq}`);
    assert.match(e.hash, /^[0-9a-f]{64}$/);
    assert.match(e.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
  assert.deepEqual(entries.map((e) => e.kind),
    ['granted', 'granted', 'charged', 'granted', 'held', 'captured', 'charged']);
  assert.equal(entries[2].commandId, 'first-charge');
  assert.deepEqual(entries[2].metadata, { a: '😀', b: [1, 2.5, { a: null, z: 'ß' }] });
  assert.equal(entries[4].amount, 0);
});

test('the ledger pages with after and limit, and a bad limit is refused', async () => {
  const { u, last } = await busyUser();
  const page = (q) => sheen('GET', `/v1/accounts/${u}/ledger?${q}`, undefined, { headers: position(last) });
  const first = await page('limit=3');
  assert.equal(first.body.entries.length, 3);
  assert.equal(first.body.next, 3);
  const rest = await page('after=3&limit=1000');
  assert.deepEqual(rest.body.entries.map((e) => e.seq), [4, 5, 6, 7]);
  for (const bad of ['limit=0', 'limit=-1', 'limit=1001', 'limit=x', 'after=-1', 'after=x']) {
    assert.equal((await page(bad)).status, 422, bad);
  }
});

test('verify recomputes everything and says valid', async () => {
  const { u } = await busyUser();
  await eventually(async () => {
    const answer = await sheen('GET', `/v1/accounts/${u}/verify`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.valid, true, answer.text);
    assert.equal(answer.body.seq, 7);
  });
});

const script = fileURLToPath(new URL('../../../../docs/verify_ledger.py', import.meta.url));

function verified(args, page) {
  return new Promise((done) => {
    const python = execFile('python3', [script, ...args], (error, stdout, stderr) =>
      done({ status: error ? error.code : 0, said: stdout + stderr }));
    python.stdin.end(page);
  });
}

test('the sixty lines of Python need nothing but the answer, page by page, and find what was changed', async () => {
  const { u, last } = await busyUser();
  const path = `/v1/accounts/${u}/ledger`;
  const headers = Object.entries({ ...sign000('', path), ...position(last) }).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const whole = await verified([...headers, `${base}${path}?limit=3`]);
  assert.equal(whole.status, 0, whole.said);
  assert.match(whole.said, /^valid: 7 entries, balance 0, /);
  const { text } = await sheen('GET', path, undefined, { headers: position(last) });
  assert.equal((await verified([], text)).status, 0);
  const changed = await verified([], text.replace('"amount":-1.5', '"amount":-1.4'));
  assert.deepEqual([changed.status, changed.said.slice(0, 18)], [1, 'not valid: entry 3']);
});

test('metadata over 4 KiB is refused', async () => {
  const answer = await sheen('POST', '/v1/charges', {
    user: user(), amount: 1, metadata: { a: 'x'.repeat(5000) },
  });
  assert.equal(answer.status, 422, answer.text);
});

test('usage events: a result per item, priced, charged, duplicates counted once', async () => {
  const u = user();
  const a = crypto.randomUUID();
  const b = crypto.randomUUID();
  const events = [
    { id: a, user: u, meter: 'ai_seconds', quantity: 10 },
    { id: a, user: u, meter: 'ai_seconds', quantity: 10 },
    { id: b, user: u, meter: 'ai_seconds', quantity: 2.5, metadata: { model: 'm' } },
    { id: key(), user: u, meter: 'nope', quantity: 1 },
    { id: key(), user: 'not ok', meter: 'ai_seconds', quantity: 1 },
    { id: key(), user: u, meter: 'ai_seconds', quantity: 0 },
    { id: key(), user: u, meter: 'ai_seconds', quantity: 1, time: new Date(Date.now() - 36 * 86_400_000).toISOString() },
  ];
  const answer = await sheen('POST', '/v1/events', events);
  assert.equal(answer.status, 202, answer.text);
  assert.deepEqual(answer.body.results.map((r) => r.status),
    ['accepted', 'duplicate', 'accepted', 'invalid', 'invalid', 'invalid', 'invalid']);
  assert.equal(answer.body.results[6].code, 'event_too_old');
  const balance = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { headers: position(answer) });
  assert.equal(balance.body.total, 3887.5);
  const lines = await sheen('POST', '/v1/events',
    [0, 1].map(() => JSON.stringify({ id: key(), user: u, meter: 'ai_seconds', quantity: 1 })).join('\n') + '\n',
    { headers: { 'Content-Type': 'application/x-ndjson' } });
  assert.equal(lines.status, 202, lines.text);
  assert.equal(lines.body.results.length, 2);
  const one = await sheen('POST', '/v1/events', events[0]);
  assert.equal(one.status, 202);
  await eventually(async () => {
    const now = await sheen('GET', `/v1/accounts/${u}/balance`);
    assert.equal(now.body.total, 3885.5);
  });
  const many = Array.from({ length: 1001 }, () => ({ id: key(), user: u, meter: 'ai_seconds', quantity: 1 }));
  assert.ok([413, 422].includes((await sheen('POST', '/v1/events', many)).status));
});
