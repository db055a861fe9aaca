// Balances of an earlier system: imported once per user, with a report of every line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { key, raw, sheen, sign000, user, withKey } from './weir.mjs';

const path = '/v1/accounts/import';
const legacy = (u, more = {}) => ({ userId: u, paid_seconds_remaining: 7200, welcome_bonus_seconds: 1200, daily_gift_used_today: 300, ...more });
const balance = async (u) => (await sheen('GET', `/v1/billing/balance/${u}`)).body;

test('a legacy balance becomes the account\'s opening, once', async () => {
  const u = user();
  const first = await sheen('POST', path, legacy(u));
  assert.equal(first.status, 200, first.text);
  assert.deepEqual(first.body, { imported: 1, duplicate: 0, refused: 0, results: [{ userId: u, status: 'imported', detail: '' }] });
  const shown = await balance(u);
  assert.deepEqual(shown.balance, { welcomeBonus: 1200, dailyGift: 600, paid: 7200, total: 9000 });
  assert.deepEqual(shown.buckets.paid.map((b) => [b.source, b.seconds, b.expires_at]).sort(),
    [['subscription', 7200, null], ['welcome', 1200, null]]);
  const again = await sheen('POST', path, legacy(u));
  assert.deepEqual([again.body.imported, again.body.duplicate, again.body.refused], [0, 1, 0]);
  assert.deepEqual((await balance(u)).balance, shown.balance);
});

test('other figures for an imported user, and a user who is here already, are refused', async () => {
  const [u, here, gone] = [user(), user(), user()];
  await sheen('POST', path, legacy(u));
  await sheen('POST', '/v1/charges', { user: here, amount: 1 });
  await sheen('POST', '/v1/charges', { user: gone, amount: 3900 });
  const { body } = await sheen('POST', path, [legacy(u, { paid_seconds_remaining: 1 }), legacy(here), legacy(gone)]);
  assert.deepEqual(body.results.map((r) => r.status), ['refused', 'refused', 'refused']);
  assert.match(body.results[0].detail, /idempotency_key_reused/);
  assert.match(body.results[1].detail, /in use/);
  assert.equal((await balance(u)).balance.total, 9000);
  assert.equal((await balance(here)).balance.total, 3899);
  assert.equal((await balance(gone)).balance.total, 0);
});

test('bad lines are refused with their reason and do not stop the others', async () => {
  const [good, negative, text, typo] = [user(), user(), user(), user()];
  const lines = [
    legacy(good, { daily_gift_used_today: 0 }),
    legacy(negative, { paid_seconds_remaining: -5 }),
    legacy(text, { welcome_bonus_seconds: 'many' }),
    { paid_seconds_remaining: 5 },
    { userId: 'a b', paid_seconds_remaining: 5 },
    { userId: typo, paid_seconds_remaning: 5 },
  ];
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const answer = await raw('POST', path, { ...sign000(body, path), 'Content-Type': 'application/x-ndjson' }, body);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.results.map((r) => r.status), ['imported', 'refused', 'refused', 'refused', 'refused', 'refused']);
  assert.match(answer.body.results[1].detail, /paid_seconds_remaining/);
  assert.match(answer.body.results[2].detail, /welcome_bonus_seconds/);
  assert.match(answer.body.results[3].detail, /userId/);
  assert.match(answer.body.results[5].detail, /paid_seconds_remaning/);
  assert.equal((await balance(good)).balance.total, 9300);
  assert.equal((await balance(negative)).balance.total, 3900);
});

test('a line that is no JSON is refused like any other bad line', async () => {
  const u = user();
  const body = `{"userId": \n${JSON.stringify(legacy(u))}\n`;
  const answer = await raw('POST', path, { ...sign000(body, path), 'Content-Type': 'application/x-ndjson' }, body);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.results.map((r) => r.status), ['refused', 'imported']);
  assert.match(answer.body.results[0].detail, /json_invalid/);
});

test('only who administers the tenant imports', async () => {
  const answer = await withKey('sk_live_sparked_dev', 'POST', path, legacy(user()), { id: key() });
  assert.equal(answer.status, 403);
});
