import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, key, sheen, user } from './weir.mjs';

const hold = (u, amount, more = {}) => sheen('POST', '/v1/holds', { user: u, amount, ...more });
const capture = (u, id, amount, more = {}) =>
  sheen('POST', `/v1/holds/${id}/capture`, { user: u, amount, ...more });

test('a hold sets aside, a smaller capture gives the rest back to the same buckets', async () => {
  const u = user();
  const held = await hold(u, 1000);
  assert.equal(held.status, 201, held.text);
  assert.equal(held.body.held, 1000);
  assert.equal(held.body.balance.total, 3900);
  assert.equal(held.body.balance.available, 2900);
  assert.equal(held.body.balance.held, 1000);
  const captured = await capture(u, held.body.holdId, 950);
  assert.equal(captured.status, 200, captured.text);
  assert.equal(captured.body.charged, 950);
  assert.equal(captured.body.released, 50);
  assert.equal(captured.body.balance.total, 2950);
  assert.equal(captured.body.balance.held, 0);
  assert.deepEqual(captured.body.draws.map((d) => [d.source, d.amount]), [['daily', 900], ['welcome', 50]]);
});

test('a larger capture charges the rest, and when that is not covered the hold stays open', async () => {
  const u = user();
  const held = await hold(u, 1000);
  const tooMuch = await capture(u, held.body.holdId, 4000);
  assert.equal(tooMuch.status, 402);
  assert.equal(tooMuch.body.required, 4000);
  assert.equal(tooMuch.body.available, 3900);
  const fits = await capture(u, held.body.holdId, 1200);
  assert.equal(fits.status, 200, fits.text);
  assert.equal(fits.body.charged, 1200);
  assert.equal(new Set(fits.body.draws.map((d) => d.bucket)).size, fits.body.draws.length);
});

test('a closed hold is 409, an unknown one 404, another user\'s 404', async () => {
  const u = user();
  const held = await hold(u, 10);
  const released = await sheen('POST', `/v1/holds/${held.body.holdId}/release`, { user: u });
  assert.equal(released.status, 200, released.text);
  assert.equal(released.body.released, 10);
  const closed = await capture(u, held.body.holdId, 5);
  assert.equal(closed.status, 409);
  assert.equal(closed.body.code, 'hold_closed');
  assert.equal((await capture(u, key(), 5)).body.code, 'hold_not_found');
  const other = await hold(user(), 10);
  assert.equal((await capture(u, other.body.holdId, 5)).status, 404);
});

test('a hold is strict, and its timeout has bounds', async () => {
  const u = user();
  assert.equal((await hold(u, 4000)).status, 402);
  assert.equal((await hold(u, 1, { timeoutSeconds: 86401 })).status, 422);
  assert.equal((await hold(u, 1, { timeoutSeconds: 0 })).status, 422);
  assert.equal((await hold(u, 1, { timeoutSeconds: 86400 })).status, 201);
});

test('a hold that nobody asks after ends by itself within a minute', async () => {
  const u = user();
  const held = await hold(u, 10, { timeoutSeconds: 1 });
  assert.equal(held.status, 201, held.text);
  await eventually(async () => {
    const { body } = await sheen('GET', `/v1/accounts/${u}/ledger`);
    const last = body.entries.at(-1);
    assert.deepEqual([last.kind, last.commandId === held.body.holdId], ['hold_expired', false], JSON.stringify(last));
  }, 60_000);
});

test('grants: sources, default expiry and what is refused', async () => {
  const u = user();
  const pack = await sheen('POST', '/v1/grants', { user: u, source: 'package', amount: 60 });
  assert.equal(pack.status, 201, pack.text);
  const bucket = pack.body.balance.buckets.find((b) => b.id === pack.body.grantId);
  assert.equal(Date.parse(bucket.expiresAt) - Date.parse(bucket.grantedAt), 90 * 86_400_000);
  for (const bad of [
    { source: 'daily' }, { source: 'rollover' }, { source: 'subscription' }, { source: 'nope' },
    { source: 'package', expiresAt: '2020-01-01T00:00:00Z' }, { source: 'package', expiresAt: 'tomorrow' },
  ]) {
    const answer = await sheen('POST', '/v1/grants', { user: u, amount: 1, ...bad });
    assert.equal(answer.status, 422, JSON.stringify(bad) + answer.text);
  }
});

test('a revoke goes to a cumulative target and what was spent becomes debt', async () => {
  const u = user();
  const pack = await sheen('POST', '/v1/grants', { user: u, source: 'package', amount: 1000 });
  await sheen('POST', '/v1/charges', { user: u, amount: 1500 });
  const revoke = (amount) =>
    sheen('POST', `/v1/grants/${pack.body.grantId}/revoke`, amount === undefined ? { user: u } : { user: u, amount });
  const first = await revoke(400);
  assert.equal(first.status, 200, first.text);
  assert.equal(first.body.revoked, 400);
  const same = await revoke(400);
  assert.equal(same.body.revoked, 400);
  const less = await revoke(100);
  assert.equal(less.body.revoked, 400);
  const all = await revoke();
  assert.equal(all.body.revoked, 400);
  assert.equal(all.body.debt, 600);
  assert.equal((await sheen('POST', `/v1/grants/${key()}/revoke`, { user: u })).status, 404);
});
