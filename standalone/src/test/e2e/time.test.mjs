// One file, run in order: the test clock of a tenant is shared by all of its test accounts and only goes forward.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, eventually, midnight, sheenTest, user } from './weir.mjs';

const balanceOf = async (u, query = '') => {
  const answer = await sheenTest('GET', `/v1/accounts/${u}/balance${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};
const charge = (u, amount, more = {}) => sheenTest('POST', '/v1/charges', { user: u, amount, ...more });

test('the clock stands still, goes forward, and refuses to go back', async () => {
  const { status, body, text } = await advance('PT1S');
  assert.equal(status, 200, text);
  assert.equal((await balanceOf(user())).asOf, body.now);
  const back = await sheenTest('POST', '/v1/test/clock', { set: '2020-01-01T00:00:00Z' });
  assert.equal(back.status, 422);
  assert.equal(back.body.code, 'clock_backwards');
});

test('a daily bonus is there until midnight, gone at midnight, and a new one comes with the first touch', async () => {
  const day = await midnight();
  const u = user();
  await charge(u, 100);
  assert.equal((await balanceOf(u)).total, 3800);
  const end = new Date(day.getTime() + 86_400_000);
  await sheenTest('POST', '/v1/test/clock', { set: new Date(end.getTime() - 1).toISOString() });
  assert.equal((await balanceOf(u)).total, 3800);
  await advance('PT0.001S');
  const read = await balanceOf(u);
  assert.equal(read.total, 3900);
  const charged = await charge(u, 1);
  assert.equal(charged.body.balance.total, 3899);
  const before = await balanceOf(u, `?at=${new Date(end.getTime() - 1).toISOString()}`);
  assert.equal(before.total, 3800);
  const at = await balanceOf(u, `?at=${end.toISOString()}`);
  assert.equal(at.total, 3899);
});

test('an expiry is written by the sweep without a touch', async () => {
  const u = user();
  const { body } = await advance('PT0.001S');
  const expiresAt = new Date(Date.parse(body.now) + 60_000).toISOString();
  const grant = await sheenTest('POST', '/v1/grants', { user: u, source: 'package', amount: 7, expiresAt });
  assert.equal(grant.status, 201, grant.text);
  await advance('PT59.999S');
  assert.equal((await balanceOf(u)).total, 3907);
  await advance('PT0.001S');
  assert.equal((await balanceOf(u)).total, 3900);
  await eventually(async () => {
    const { body: ledger } = await sheenTest('GET', `/v1/accounts/${u}/ledger`);
    const expired = ledger.entries.find((e) => e.kind === 'expired' && e.amount === -7);
    assert.ok(expired, JSON.stringify(ledger));
    assert.equal(expired.at, expiresAt);
  });
});

test('a hold times out by itself and is gone at its instant', async () => {
  const u = user();
  const held = await sheenTest('POST', '/v1/holds', { user: u, amount: 50, timeoutSeconds: 30 });
  const inTime = await sheenTest('POST', '/v1/holds', { user: u, amount: 50, timeoutSeconds: 30 });
  await advance('PT29.999S');
  assert.equal((await balanceOf(u)).held, 100);
  const captured = await sheenTest('POST', `/v1/holds/${inTime.body.holdId}/capture`, { user: u, amount: 20 });
  assert.equal(captured.status, 200, captured.text);
  const end = (await advance('PT0.001S')).body.now;
  const late = await sheenTest('POST', `/v1/holds/${held.body.holdId}/capture`, { user: u, amount: 50 });
  assert.equal(late.status, 409, late.text);
  assert.equal(late.body.code, 'hold_closed');
  const balance = await balanceOf(u);
  assert.equal(balance.held, 0);
  await eventually(async () => {
    const { entries } = (await sheenTest('GET', `/v1/accounts/${u}/ledger`)).body;
    assert.deepEqual([entries.at(-1).kind, entries.at(-1).at], ['hold_expired', end]);
  });
});

test('a held daily part outlives midnight, and what comes back expires at once', async () => {
  await midnight();
  await advance('PT23H55M');
  const u = user();
  const held = await sheenTest('POST', '/v1/holds', { user: u, amount: 900, timeoutSeconds: 3600 });
  await advance('PT10M');
  const captured = await sheenTest('POST', `/v1/holds/${held.body.holdId}/capture`, { user: u, amount: 300 });
  assert.equal(captured.status, 200, captured.text);
  assert.equal(captured.body.charged, 300);
  assert.equal(captured.body.released, 600);
  assert.equal(captured.body.balance.available, 3900);
});

test('an event of 35 days ago is refused where it is sent', async () => {
  const { body } = await advance('PT1S');
  const time = new Date(Date.parse(body.now) - 35 * 86_400_000).toISOString();
  const answer = await sheenTest('POST', '/v1/events', { id: 'edge', user: user(), meter: 'ai_seconds', quantity: 1, time });
  assert.deepEqual([answer.status, answer.body.results[0].code], [202, 'event_too_old'], answer.text);
});

test('an id may be used anew after 35 days', async () => {
  const u = user();
  await charge(u, 1);
  const first = await sheenTest('POST', '/v1/charges', { user: u, amount: 2 }, { id: 'again' });
  await advance('P34D');
  const replay = await sheenTest('POST', '/v1/charges', { user: u, amount: 2 }, { id: 'again' });
  assert.equal(replay.body.decision, 'duplicate');
  await advance('P1D');
  const anew = await sheenTest('POST', '/v1/charges', { user: u, amount: 2 }, { id: 'again' });
  assert.equal(anew.body.decision, 'accepted', anew.text);
  assert.ok(anew.body.seq > first.body.seq);
});

test('an account that was used up is not imported into, on a new day either', async () => {
  const u = user();
  await midnight();
  await charge(u, 3900);
  await midnight();
  const line = { userId: u, paid_seconds_remaining: 36_000, daily_gift_used_today: 300 };
  const { body } = await sheenTest('POST', '/v1/accounts/import', line);
  assert.deepEqual(body.results.map((r) => r.status), ['refused'], JSON.stringify(body));
  assert.equal((await balanceOf(u)).total, 900);
});
