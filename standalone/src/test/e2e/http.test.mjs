import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, eventually, key, raw, sheen, sign000, sign003, signV2, user, withKey } from './weir.mjs';

const path = '/v1/charges';
const bodyOf = (u) => JSON.stringify({ user: u, amount: 1 });
const post = (headers, body, p = path) =>
  raw('POST', p, { 'Content-Type': 'application/json', 'Idempotency-Key': key(), ...headers }, body);

test('all three signatures are accepted over the raw bytes', async () => {
  const body = bodyOf(user());
  assert.equal((await post(sign000(body, path), body)).status, 200);
  assert.equal((await post(sign003('POST', path, body), body)).status, 200);
  assert.equal((await post(signV2('POST', path, body), body)).status, 200);
});

test('a signature of 000 may or may not include the query', async () => {
  const p = `/v1/accounts/${user()}/ledger`;
  assert.equal((await raw('GET', `${p}?limit=5`, sign000('', p))).status, 200);
  assert.equal((await raw('GET', `${p}?limit=5`, sign000('', `${p}?limit=5`))).status, 200);
  assert.equal((await raw('GET', `${p}?limit=5`, sign003('GET', `${p}?limit=5`, ''))).status, 200);
  assert.equal((await raw('GET', `${p}?limit=5`, sign003('GET', p, ''))).status, 401);
});

test('wrong, missing and doubled credentials', async () => {
  const body = bodyOf(user());
  const now = Math.floor(Date.now() / 1000);
  const good = sign000(body, path)['x-sheen-signature'];
  const expect = async (status, headers, b = body) => {
    const answer = await post(headers, b);
    assert.equal(answer.status, status, JSON.stringify(headers) + answer.text);
    assert.equal(answer.headers.get('content-type').split(';')[0], 'application/problem+json');
    for (const member of ['type', 'title', 'status', 'detail', 'code', 'instance']) {
      assert.ok(member in answer.body, `${member} in ${answer.text}`);
    }
    return answer;
  };
  assert.ok((await expect(401, {})).headers.get('www-authenticate'));
  await expect(401, { 'x-sheen-signature': good.slice(1) });
  await expect(401, { 'x-sheen-signature': good.toUpperCase() });
  await expect(401, sign000(body, path, 'another-secret'));
  await expect(401, sign000(body, path), `${body} `);
  await expect(401, signV2('POST', path, body, now - 301));
  await expect(401, signV2('POST', path, body, now + 330));
  await expect(401, signV2('POST', path, body, now * 1000));
  await expect(401, signV2('POST', '/v1/holds', body));
  await expect(401, { Authorization: 'Bearer sk_live_nobody' });
  await expect(400, { ...sign000(body, path), Authorization: 'Bearer sk_live_sparked_dev' });
});

test('unknown paths, methods, types and bodies on a GET', async () => {
  const unknown = await sheen('GET', '/v1/nothing');
  assert.equal(unknown.status, 404);
  const method = await sheen('DELETE', path);
  assert.equal(method.status, 405);
  assert.ok(method.headers.get('allow'));
  const body = bodyOf(user());
  assert.equal((await post({ ...sign000(body, path), 'Content-Type': 'text/plain' }, body)).status, 415);
  const big = JSON.stringify({ user: user(), amount: 1, reason: 'x'.repeat(1_100_000) });
  assert.equal((await post(sign000(big, path), big)).status, 413);
});

test('rights: an ordinary key may charge but not grant, and its mode must agree', async () => {
  const u = user();
  const live = 'sk_live_sparked_dev';
  const unseen = await withKey(live, 'POST', path, { user: u, amount: 1 }, { id: key() });
  assert.equal(unseen.status, 404);
  assert.equal(unseen.body.code, 'account_not_found');
  const grant = { user: u, source: 'gift', amount: 1 };
  assert.equal((await withKey(live, 'POST', '/v1/grants', grant, { id: key() })).status, 403);
  const wrongMode = await withKey(live, 'GET', `/v1/accounts/${u}/balance`, undefined, { headers: { 'X-Env': 'test' } });
  assert.ok([400, 403].includes(wrongMode.status), wrongMode.text);
  assert.equal((await withKey(live, 'GET', `/v1/accounts/${u}/balance`)).status, 404);
});

test('live and test never share data, and a live clock cannot be moved', async () => {
  const u = user();
  await sheen('POST', path, { user: u, amount: 100 });
  const other = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { mode: 'test' });
  assert.equal(other.body.total, 3900);
  const clock = await sheen('POST', '/v1/test/clock', { advance: 'P1D' });
  assert.equal(clock.status, 403);
  assert.equal(clock.body.code, 'test_mode_only');
});

test('health is public and says ready', async () => {
  for (const p of ['/health', '/myhealthz', '/claude-executor/health']) {
    await eventually(async () => assert.equal((await fetch(base + p)).status, 200, p));
  }
});

test('the rate limit of dream is told and kept', async () => {
  const u = user();
  const first = await withKey('sk_live_dream_dev', 'GET', `/v1/accounts/${u}/balance`, undefined, { as: u });
  assert.equal(first.headers.get('x-ratelimit-limit'), '100');
  assert.ok(first.headers.get('x-ratelimit-remaining'));
  assert.ok(first.headers.get('x-ratelimit-reset'));
  let limited;
  for (let i = 0; i < 205 && !limited; i++) {
    const answer = await withKey('sk_live_dream_dev', 'GET', `/v1/accounts/${u}/balance`, undefined, { as: u });
    if (answer.status === 429) limited = answer;
  }
  assert.ok(limited, 'never limited');
  assert.ok(Number(limited.headers.get('retry-after')) > 0);
});
