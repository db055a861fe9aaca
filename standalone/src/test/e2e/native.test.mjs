// The shapes of our own endpoints, member by member, and what the contract says precisely about them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { key, position, raw, sheen, sheenTest, signV2, user, withKey } from './weir.mjs';

const BALANCE = ['total', 'available', 'held', 'debt', 'buckets', 'seq'];
const BUCKET = ['id', 'source', 'granted', 'remaining', 'held', 'grantedAt', 'expiresAt'];
const SETTLED = ['decision', 'charged', 'released', 'shortfall', 'draws', 'seq', 'balance'];
const PROBLEM = ['type', 'title', 'status', 'detail', 'code', 'instance'];
const ENTRY = ['seq', 'kind', 'amount', 'balanceAfter', 'draws', 'commandId', 'at', 'prevHash', 'hash'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const has = (object, members) => assert.deepEqual(Object.keys(object).sort(), [...members].sort());
const post = (path, body, id) => sheen('POST', path, body, id ? { id } : {});

function isBalance(balance) {
  has(balance, BALANCE);
  for (const bucket of balance.buckets) {
    has(bucket, BUCKET);
    assert.match(bucket.grantedAt, TIME);
    if (bucket.expiresAt !== null) assert.match(bucket.expiresAt, TIME);
    assert.ok(bucket.remaining > 0 || bucket.held > 0, 'an empty bucket is listed');
  }
  assert.equal(balance.total, balance.available + balance.held);
}

function isAnswer(answer, status, members) {
  assert.equal(answer.status, status, answer.text);
  has(answer.body, members);
  assert.ok(['accepted', 'duplicate'].includes(answer.body.decision));
  assert.equal(answer.headers.get('weir-position'), `s${answer.body.seq}`);
  assert.equal(answer.body.seq, answer.body.balance.seq);
  isBalance(answer.body.balance);
  for (const draw of answer.body.draws ?? []) has(draw, ['bucket', 'source', 'amount']);
}

/** The same request again: the same status and body but for the decision, and marked. */
async function isReplayed(path, body, first, id) {
  assert.equal(first.headers.get('idempotency-replayed'), null);
  const again = await post(path, body, id);
  assert.equal(again.status, first.status, again.text);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const { decision, ...rest } = again.body;
  const { decision: original, ...expected } = first.body;
  assert.deepEqual(rest, expected);
  if (original) assert.deepEqual([original, decision], ['accepted', 'duplicate']);
}

test('every write answers in its own shape, and a replay differs in its decision alone', async () => {
  const u = user();
  const ids = { grant: key(), hold: key(), held: key(), capture: key(), release: key(), revoke: key(), charge: key(), up: key(), down: key() };
  const steps = [
    ['/v1/grants', { user: u, source: 'package', amount: '60.5', reason: 'r', metadata: { a: 1 } }, ids.grant, 201, ['decision', 'grantId', 'seq', 'balance']],
    ['/v1/charges', { user: u, amount: 100, operation: 'o' }, ids.charge, 200, ['decision', 'chargeId', 'charged', 'shortfall', 'draws', 'seq', 'balance']],
    ['/v1/holds', { user: u, amount: 30 }, ids.hold, 201, ['decision', 'holdId', 'held', 'expiresAt', 'seq', 'balance']],
    ['/v1/holds', { user: u, amount: 40, timeoutSeconds: 60 }, ids.held, 201, ['decision', 'holdId', 'held', 'expiresAt', 'seq', 'balance']],
    [`/v1/holds/${ids.hold}/capture`, { user: u, amount: 20 }, ids.capture, 200, SETTLED],
    [`/v1/holds/${ids.held}/release`, { user: u }, ids.release, 200, SETTLED],
    [`/v1/grants/${ids.grant}/revoke`, { user: u, amount: 10 }, ids.revoke, 200, ['decision', 'revoked', 'debt', 'seq', 'balance']],
    ['/v1/adjustments', { user: u, amount: 5, reason: 'x', correctionOf: ids.charge }, ids.up, 200, ['decision', 'grantId', 'seq', 'balance']],
    ['/v1/adjustments', { user: u, amount: -5, reason: 'x', correctionOf: 3 }, ids.down, 200,
      ['decision', 'chargeId', 'charged', 'shortfall', 'draws', 'seq', 'balance']],
  ];
  const answers = [];
  for (const [path, body, id, status, members] of steps) {
    const answer = await post(path, body, id);
    isAnswer(answer, status, members);
    answers.push(answer);
  }
  for (let i = 0; i < steps.length; i++) await isReplayed(steps[i][0], steps[i][1], answers[i], steps[i][2]);
  const [grant, charge, hold, , capture, release, revoke] = answers.map((a) => a.body);
  assert.equal(grant.grantId, ids.grant);
  assert.equal(charge.chargeId, ids.charge);
  assert.equal(hold.holdId, ids.hold);
  assert.match(hold.expiresAt, TIME);
  assert.deepEqual([capture.charged, capture.released, release.charged, release.released], [20, 10, 0, 40]);
  assert.deepEqual(release.draws, []);
  assert.deepEqual([revoke.revoked, revoke.debt], [10, 0]);
  const { body } = await sheen('GET', `/v1/accounts/${u}/ledger`, undefined, { headers: position(answers.at(-1)) });
  const entry = (id) => body.entries.filter((e) => e.commandId === id);
  assert.equal(entry(ids.up)[0].metadata.correctionOf, ids.charge);
  assert.equal(entry(ids.down)[0].metadata.correctionOf, 3);
  assert.deepEqual(Object.values(ids).filter((id) => entry(id).length === 0), []);
  assert.equal(new Set(body.entries.map((e) => e.seq)).size, answers.at(-1).body.seq);
});

test('a refusal is remembered to the letter, also when many ask at once', async () => {
  const u = user();
  for (const [path, body, status, code, more] of [
    ['/v1/charges', { user: u, amount: 5000 }, 402, 'insufficient_balance', ['required', 'available']],
    ['/v1/holds', { user: u, amount: 5000 }, 402, 'insufficient_balance', ['required', 'available']],
    [`/v1/holds/${key()}/release`, { user: u }, 404, 'hold_not_found', []],
    [`/v1/grants/${key()}/revoke`, { user: u }, 404, undefined, []],
  ]) {
    const id = key();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(path, body, id)));
    const first = answers.filter((a) => !a.headers.get('idempotency-replayed'));
    assert.equal(first.length, 1, `${path}: ${first.length} are not marked`);
    assert.equal(first[0].status, status, first[0].text);
    has(first[0].body, [...PROBLEM, ...more]);
    if (code) assert.equal(first[0].body.code, code);
    await isReplayed(path, body, first[0], id);
    for (const other of answers) assert.deepEqual(other.body, first[0].body);
  }
});

test('of one id with two meanings at once, one is decided and the other is told so', async () => {
  const u = user();
  const id = key();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post('/v1/charges', { user: u, amount: 1 + (i % 2) }, id)));
  assert.deepEqual(answers.map((a) => a.status).sort(), [...Array(10).fill(200), ...Array(10).fill(422)]);
  const settled = answers.filter((a) => a.status === 200);
  assert.equal(settled.filter((a) => a.body.decision === 'accepted').length, 1);
  for (const a of answers.filter((b) => b.status === 422)) assert.equal(a.body.code, 'idempotency_key_reused');
  const balance = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { headers: position(settled[0]) });
  assert.equal(balance.body.total, 3900 - settled[0].body.charged);
});

test('reads answer in their own shapes, also of an account that nobody has seen', async () => {
  const u = user();
  const unseen = await sheen('GET', `/v1/accounts/${u}/balance`);
  has(unseen.body, [...BALANCE, 'user', 'unit', 'asOf']);
  assert.deepEqual((await sheen('GET', `/v1/accounts/${u}/ledger`)).body, { entries: [], next: null });
  const nothing = await sheen('GET', `/v1/accounts/${u}/verify`);
  assert.equal(nothing.status, 200, nothing.text);
  assert.equal(nothing.body.valid, true);
  assert.equal(nothing.body.seq, 0);
  const charged = await post('/v1/charges', { user: u, amount: 1, operation: 'o', reason: 'r', metadata: { b: 1, a: 2 } });
  const wait = { headers: position(charged) };
  const { body: { user: who, unit, asOf, ...balance } } = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, wait);
  isBalance(balance);
  assert.deepEqual([who, unit], [u, 'seconds']);
  assert.match(asOf, TIME);
  const { body } = await sheen('GET', `/v1/accounts/${u}/ledger`, undefined, wait);
  has(body, ['entries', 'next']);
  has(body.entries[0], ENTRY.concat(body.entries[0].reason ? ['reason'] : []));
  has(body.entries.at(-1), [...ENTRY, 'operation', 'reason', 'metadata']);
  const verified = await sheen('GET', `/v1/accounts/${u}/verify`, undefined, wait);
  assert.deepEqual(verified.body,
    { valid: true, seq: 3, hashChain: true, conservation: true, state: 3899, ledger: 3899, database: 3899 }, verified.text);
  const end = await sheen('GET', `/v1/accounts/${u}/ledger?after=3`, undefined, wait);
  assert.deepEqual(end.body, { entries: [], next: null });
  const last = await sheen('GET', `/v1/accounts/${u}/ledger?after=2&limit=1`, undefined, wait);
  assert.deepEqual([last.body.entries.length, last.body.next], [1, null]);
});

test('where accounts are opened explicitly, an unseen one is 404 everywhere', async () => {
  const u = user();
  const admin = 'sk_live_sparked_admin_dev';
  for (const [method, path, body] of [
    ['GET', `/v1/accounts/${u}/balance`], ['GET', `/v1/accounts/${u}/ledger`], ['GET', `/v1/accounts/${u}/verify`],
    ['GET', `/v1/accounts/${u}/balance?at=2026-01-01T00:00:00Z`],
    ['POST', '/v1/charges', { user: u, amount: 1 }], ['POST', '/v1/holds', { user: u, amount: 1 }],
    ['POST', '/v1/grants', { user: u, source: 'gift', amount: 1 }], ['POST', '/v1/adjustments', { user: u, amount: 1, reason: 'x' }],
    ['POST', `/v1/holds/${key()}/capture`, { user: u, amount: 1 }], ['POST', `/v1/holds/${key()}/release`, { user: u }],
    ['POST', `/v1/grants/${key()}/revoke`, { user: u }],
  ]) {
    const answer = await withKey(admin, method, path, body, body ? { id: key() } : {});
    assert.equal(answer.status, 404, `${path}: ${answer.text}`);
    assert.equal(answer.body.code, 'account_not_found', answer.text);
  }
  const opened = await withKey(admin, 'POST', '/api/credits/initialize', { userId: u }, { id: key() });
  assert.equal(opened.status, 200, opened.text);
  const before = await withKey(admin, 'GET', `/v1/accounts/${u}/balance?at=2026-01-01T00:00:00Z`);
  assert.equal(before.status, 404, before.text);
});

test('a read waits for the position it brings, and says so when that does not come', async () => {
  const u = user();
  const began = Date.now();
  const early = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { headers: { 'Weir-Position': 's99' }, hasty: true });
  assert.equal(early.status, 503, early.text);
  assert.equal(early.body.code, 'position_not_seen');
  assert.ok(Number(early.headers.get('retry-after')) > 0);
  assert.ok(Date.now() - began < 10_000);
  for (let i = 1; i <= 20; i++) {
    const charged = await post('/v1/charges', { user: u, amount: 1 });
    const seen = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { headers: position(charged) });
    assert.equal(seen.body.total, 3900 - i);
    const plain = await sheen('GET', `/v1/billing/balance/${u}`, undefined, { headers: position(charged) });
    assert.equal(plain.status, 200, plain.text);
  }
});

test('what a hold and its capture may be', async () => {
  const u = user();
  const began = Date.now();
  const held = await post('/v1/holds', { user: u, amount: 100 });
  const lasts = Date.parse(held.body.expiresAt) - began;
  assert.ok(lasts > 899_000 && lasts < 960_000, `${lasts}`);
  const zero = await post(`/v1/holds/${held.body.holdId}/capture`, { user: u, amount: 0 });
  assert.equal(zero.status, 422);
  const clamped = await post(`/v1/holds/${held.body.holdId}/capture`, { user: u, amount: 5000, policy: 'clamp' });
  assert.equal(clamped.status, 200, clamped.text);
  assert.deepEqual([clamped.body.charged, clamped.body.shortfall, clamped.body.released], [3900, 1100, 0]);
  assert.equal(clamped.body.balance.total, 0);
  assert.deepEqual(clamped.body.balance.buckets, []);
  const v = user();
  const loose = await post('/v1/holds', { user: v, amount: 100, policy: 'overdraft', overdraftLimit: 50 });
  assert.equal(loose.status, 201, loose.text);
  const tooFar = await post(`/v1/holds/${loose.body.holdId}/capture`, { user: v, amount: 3951 });
  assert.equal(tooFar.status, 402, tooFar.text);
  const over = await post(`/v1/holds/${loose.body.holdId}/capture`, { user: v, amount: 3950 });
  assert.equal(over.status, 200, over.text);
  assert.equal(over.body.balance.debt, 50);
});

test('debt is its own figure and does not lessen what is available', async () => {
  const u = user();
  await post('/v1/charges', { user: u, amount: 3950, policy: 'overdraft', overdraftLimit: 100 });
  const gift = await post('/v1/grants', { user: u, source: 'gift', amount: 30 });
  assert.deepEqual([gift.body.balance.total, gift.body.balance.available, gift.body.balance.debt], [30, 30, 50]);
  const charged = await post('/v1/charges', { user: u, amount: 30 });
  assert.equal(charged.status, 200, charged.text);
});

test('a grant is revoked under its hold: settled when the hold ends', async () => {
  const u = user();
  const held = await post('/v1/holds', { user: u, amount: 3900 });
  const pack = await post('/v1/grants', { user: u, source: 'package', amount: 100 });
  const second = await post('/v1/holds', { user: u, amount: 60 });
  const revoked = await post(`/v1/grants/${pack.body.grantId}/revoke`, { user: u });
  assert.equal(revoked.status, 200, revoked.text);
  assert.equal(revoked.body.balance.available, 0);
  const released = await post(`/v1/holds/${second.body.holdId}/release`, { user: u });
  assert.equal(released.status, 200, released.text);
  assert.deepEqual([released.body.released, released.body.balance.available], [60, 0]);
  await post(`/v1/holds/${held.body.holdId}/release`, { user: u });
  const verified = await sheen('GET', `/v1/accounts/${u}/verify`);
  assert.equal(verified.body.valid, true, verified.text);
});

test('several v2 signatures may stand in one header, and the window is told by Date', async () => {
  const u = user();
  const body = JSON.stringify({ user: u, amount: 1 });
  const t = Math.floor(Date.now() / 1000);
  const right = signV2('POST', '/v1/charges', body, t)['Weir-Signature'];
  const wrong = signV2('POST', '/v1/charges', body, t, 'the-next-secret')['Weir-Signature'].split(',')[1];
  for (const header of [`${right},${wrong}`, `t=${t},${wrong},${right.split(',')[1]}`]) {
    const answer = await raw('POST', '/v1/charges', { 'Weir-Signature': header, 'Content-Type': 'application/json', 'Idempotency-Key': key() }, body);
    assert.equal(answer.status, 200, answer.text);
    assert.ok(Math.abs(Date.parse(answer.headers.get('date')) - Date.now()) < 5000);
  }
});

test('the test clock: sets, advances, stands, refuses', async () => {
  const moved = await sheenTest('POST', '/v1/test/clock', { advance: 'PT1S' });
  has(moved.body, ['now']);
  assert.match(moved.body.now, TIME);
  const same = await sheenTest('POST', '/v1/test/clock', { set: moved.body.now });
  assert.deepEqual([same.status, same.body.now], [200, moved.body.now]);
  for (const bad of [{}, { advance: 'P1D', set: moved.body.now }, { advance: 'soon' }, { advance: '' }, { advance: 5 }, { set: 'soon' }, { advance: 'P1D', x: 1 },
    { advance: 'P9999999D' }, { set: '9999-12-31T23:59:60Z' }]) {
    const answer = await sheenTest('POST', '/v1/test/clock', bad);
    assert.equal(answer.status, 422, `${JSON.stringify(bad)}: ${answer.text}`);
  }
  const back = await sheenTest('POST', '/v1/test/clock', { advance: '-PT1S' });
  assert.deepEqual([back.status, back.body.code], [422, 'clock_backwards']);
  const u = user();
  const charged = await sheenTest('POST', '/v1/charges', { user: u, amount: 1 });
  const { body } = await sheenTest('GET', `/v1/accounts/${u}/ledger`, undefined, { headers: position(charged) });
  assert.deepEqual([...new Set(body.entries.map((e) => e.at))], [moved.body.now]);
});

test('?at shows the past as a read of then would have, entries at that instant included', async () => {
  const u = user();
  const { body: { now } } = await sheenTest('POST', '/v1/test/clock', { advance: 'PT1S' });
  const first = await sheenTest('POST', '/v1/charges', { user: u, amount: 100 });
  const { body: { now: later } } = await sheenTest('POST', '/v1/test/clock', { advance: 'PT10S' });
  await sheenTest('POST', '/v1/charges', { user: u, amount: 50 });
  const at = async (t) => (await sheenTest('GET', `/v1/accounts/${u}/balance?at=${encodeURIComponent(t)}`)).body;
  assert.equal((await at(new Date(Date.parse(now) - 1).toISOString())).seq, 0);
  assert.deepEqual([(await at(now)).total, (await at(now)).seq], [3800, first.body.seq]);
  assert.equal((await at(new Date(Date.parse(later) - 1).toISOString())).total, 3800);
  const then = await at(later);
  assert.deepEqual([then.total, then.asOf], [3750, later]);
  assert.equal((await at(later.replace('Z', '+00:00'))).total, 3750);
});

test('usage events: up to 1000, clamped, under their own ids, in one order with everything else', async () => {
  const u = user();
  const many = Array.from({ length: 1000 }, () => ({ id: key(), user: u, meter: 'ai_seconds', quantity: 1 }));
  const all = await sheen('POST', '/v1/events', many);
  assert.equal(all.status, 202, all.text);
  assert.ok(all.body.results.every((r) => r.status === 'accepted'));
  assert.deepEqual(all.body.results.map((r) => r.id), many.map((e) => e.id));
  assert.match(all.headers.get('weir-position'), /^p\d+:\d+/);
  // A thousand take their time; until they are all there the answer is to ask again, never an older balance.
  const seen = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { headers: position(all) });
  assert.equal(seen.status, 200, seen.text);
  assert.equal(seen.body.total, 2900);
  const big = { id: key(), user: u, meter: 'ai_seconds', quantity: 5000, metadata: { z: 1 } };
  const single = await sheen('POST', '/v1/events', big);
  const { body: { entries } } = await sheen('GET', `/v1/accounts/${u}/ledger?after=1000&limit=1000`, undefined, { headers: position(single) });
  const last = entries.at(-1);
  assert.deepEqual([last.commandId, last.kind, last.amount, last.operation], [big.id, 'charged', -2900, 'ai_seconds']);
  assert.equal(Number(last.metadata.shortfall), 2100);
  const asCharge = await post('/v1/charges', { user: u, amount: 1 }, many[0].id);
  assert.equal(asCharge.body.code, 'idempotency_key_reused', asCharge.text);
  const none = await sheen('POST', '/v1/events', []);
  assert.deepEqual([none.status, none.body], [202, { results: [] }]);
});

test('the rate limit counts each user for itself, and says what is left', async () => {
  const [u, v] = [user(), user()];
  const ask = (who) => withKey('sk_test_dream_dev', 'GET', `/v1/accounts/${who}/balance`, undefined, { as: who });
  const first = await ask(u);
  const second = await ask(u);
  const left = (a) => Number(a.headers.get('x-ratelimit-remaining'));
  assert.ok(left(second) === left(first) - 1 || left(second) === 99, `${left(first)} ${left(second)}`);
  assert.ok(Number(first.headers.get('x-ratelimit-reset')) <= 60);
  let answer = second;
  for (let i = 0; i < 210 && answer.status !== 429; i++) answer = await ask(u);
  assert.equal(answer.status, 429);
  assert.deepEqual([answer.headers.get('x-ratelimit-limit'), left(answer)], ['100', 0]);
  assert.equal(answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-reset'));
  assert.equal(answer.body.code, 'rate_limited');
  const asked = await withKey('sk_test_dream_dev', 'GET', `/api/credits/balance?userId=${u}`);
  assert.ok([404, 429].includes(asked.status) && asked.headers.get('x-ratelimit-limit') === '100', asked.text);
  const health = await withKey('sk_test_dream_dev', 'GET', '/health', undefined, { as: u });
  assert.deepEqual([health.status, health.headers.get('x-ratelimit-limit')], [200, null]);
  assert.notEqual((await ask(v)).status, 429);
  assert.equal((await sheen('GET', `/v1/accounts/${u}/balance`)).headers.get('x-ratelimit-limit'), null);
});
