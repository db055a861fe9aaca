import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { InsufficientCreditsError, WeirError } from 'weir-client';
import { KEYS, bearer, call, credits, eventually, newcomer, user } from '../support/weir.js';

const sdk = credits();

test('a user starts with the first credits, once', async () => {
  const id = user();
  const opened = await sdk.initializeUser(id);
  assert.equal(opened.balance, 100);
  assert.equal((await sdk.initializeUser(id)).balance, 100);
  assert.equal((await sdk.initializeUser(id, 500)).balance, 100);
  assert.equal(await sdk.getBalance(id), 100);
});

test('the tenant says how much the first credits are when nobody else does', async () => {
  const id = user();
  const answer = await call('POST', '/api/credits/initialize', bearer(KEYS.live, id), {});
  assert.equal(answer.status, 200);
  assert.equal(answer.body.balance, 100);
});

test('an account that was never initialised is not found', async () => {
  const unseen = user();
  for (const attempt of [sdk.getBalance(unseen), sdk.getTransactions(unseen), sdk.deduct(unseen, 1, 'chat_message')]) {
    await assert.rejects(attempt, (error: unknown) => error instanceof WeirError && error.status === 404 && error.code === 'account_not_found');
  }
});

test('deduct answers the balance and a transaction id, and every read agrees', async () => {
  const id = await newcomer();
  const result = await sdk.deduct(id, 10, 'chat_message', { app: 'app.sparked.world', model: 'claude-sonnet-4' });
  assert.deepEqual(Object.keys(result).sort(), ['balance', 'transaction_id']);
  assert.equal(result.balance, 90);
  assert.equal(await sdk.getBalance(id), 90);
  const [newest] = await sdk.getTransactions(id, { limit: 1 });
  assert(newest);
  assert.equal(newest.id, result.transaction_id);
  assert.equal(newest.action, 'chat_message');
  assert.equal(newest.amount, -10);
  assert.deepEqual(newest.metadata, { app: 'app.sparked.world', model: 'claude-sonnet-4' });
  assert(Math.abs(Date.now() - new Date(newest.timestamp).getTime()) < 60_000);
});

test('not enough is 402 with exactly what was required and what is there, and takes nothing', async () => {
  const id = await newcomer();
  await assert.rejects(sdk.deduct(id, 101, 'canvas_generation'), (error: unknown) => {
    assert(error instanceof InsufficientCreditsError);
    assert.deepEqual(error.body, { error: 'Insufficient credits', required: 101, available: 100 });
    return true;
  });
  assert.equal(await sdk.getBalance(id), 100);
});

test('who asks for it is told that the work is paused', async () => {
  const id = await newcomer();
  const answer = await call('POST', '/api/credits/deduct', bearer(KEYS.live, id), { amount: 500, action: 'training_completed', paused: true });
  assert.equal(answer.status, 402);
  assert.deepEqual(answer.body, { error: 'Insufficient credits', required: 500, available: 100, paused: true });
});

test('the price book prices what has no amount', async () => {
  const id = await newcomer();
  assert.equal((await sdk.deductPriced(id, 'chat_message')).balance, 90);
  assert.equal((await sdk.deductPriced(id, 'canvas_generation_simple')).balance, 40);
  assert.equal((await sdk.deductPriced(id, 'video_generation', 2.5)).balance, 15);
  assert.equal((await sdk.deductPriced(id, 'training_job', 0.02)).balance, 5);
  const unknown = await call('POST', '/api/credits/deduct', bearer(KEYS.live, id), { action: 'levitation' });
  assert.equal(unknown.status, 422);
});

test('fractions are kept exactly and shown rounded down', async () => {
  const id = await newcomer();
  assert.equal((await sdk.deduct(id, 0.000001, 'tiny')).balance, 99);
  assert.equal((await sdk.deduct(id, 98.999999, 'rest')).balance, 1);
  assert.equal((await sdk.deduct(id, 1, 'last')).balance, 0);
});

test('the same key is the same deduction, another content under it is refused', async () => {
  const id = await newcomer();
  const key = { idempotencyKey: randomUUID() };
  const first = await sdk.deduct(id, 10, 'chat_message', {}, key);
  const again = await sdk.deduct(id, 10, 'chat_message', {}, key);
  assert.deepEqual(again, first);
  await assert.rejects(sdk.deduct(id, 11, 'chat_message', {}, key), (error: unknown) => error instanceof WeirError && error.code === 'idempotency_key_reused');
  assert.equal(await sdk.getBalance(id), 90);
});

test('fifty at once, and exactly what is there is taken', async () => {
  const id = await newcomer();
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => sdk.deduct(id, 7, 'chat_message')));
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 14);
  assert.equal(await sdk.getBalance(id), 2);
});

test('adding needs the admin key, and shows in the history with its reason', async () => {
  const id = await newcomer();
  await assert.rejects(sdk.add(id, 50, 'support'), (error: unknown) => error instanceof WeirError && error.status === 403);
  const added = await credits(KEYS.admin).add(id, 50, 'support', { ticket: 7 });
  assert.equal(added.balance, 150);
  await eventually(async () => assert.equal(await sdk.getBalance(id), 150));
  const [newest] = await sdk.getTransactions(id, { limit: 1 });
  assert.equal(newest?.id, added.transaction_id);
  assert.equal(newest?.action, 'support');
  assert.equal(newest?.amount, 50);
  const granted = await call('POST', '/api/admin/credits/grant', bearer(KEYS.admin), { userId: id, amount: 5, reason: 'goodwill' });
  assert.equal(granted.status, 200);
  assert.equal(granted.body.balance, 155);
});

test('an ordinary key makes no money, by no route', async () => {
  const id = await newcomer();
  const ledger = async () => (await call('GET', `/v1/accounts/${id}/ledger`, bearer(KEYS.admin))).body;
  const { grantId } = (await call('POST', '/v1/grants', { ...bearer(KEYS.admin), 'Idempotency-Key': randomUUID() }, { user: id, source: 'gift', amount: 5 })).body;
  const before = await ledger();
  for (const [path, body] of [
    ['/v1/grants', { user: id, source: 'gift', amount: 5 }],
    [`/v1/grants/${grantId}/revoke`, { user: id }],
    ['/v1/adjustments', { user: id, amount: 5, reason: 'x' }],
    ['/api/credits/add', { userId: id, amount: 5, reason: 'x' }],
    ['/api/admin/credits/grant', { userId: id, amount: 5, reason: 'x' }],
    [`/v1/quarantine/${randomUUID()}/resend`, undefined],
  ] as const) {
    const answer = await call('POST', path, { ...bearer(KEYS.live, id), 'Idempotency-Key': randomUUID() }, body);
    assert.equal(answer.status, 403, path);
  }
  assert.equal((await call('GET', '/v1/quarantine', bearer(KEYS.live))).status, 403);
  assert.deepEqual(await ledger(), before);
});

test('history is newest first, as long as asked for, and holds everything', async () => {
  const id = await newcomer();
  for (let i = 1; i <= 5; i++) {
    await sdk.deduct(id, i, `step_${i}`);
  }
  const all = await sdk.getTransactions(id);
  assert.deepEqual(all.map((tx) => tx.amount), [-5, -4, -3, -2, -1, 100]);
  assert.deepEqual((await sdk.getTransactions(id, { limit: 2 })).map((tx) => tx.action), ['step_5', 'step_4']);
  for (const limit of ['0', '-1', 'many', '1e3']) {
    assert.equal((await call('GET', `/api/credits/history?limit=${limit}`, bearer(KEYS.live, id))).status, 422, limit);
  }
});

test('verify and rebuild find the balance in the ledger', async () => {
  const id = await newcomer();
  await sdk.deduct(id, 30, 'chat_message');
  assert.deepEqual(await sdk.verifyBalance(id), { valid: true, cached: 70, calculated: 70 });
  assert.equal(await sdk.rebuildBalance(id), 70);
});

test('the cron secret opens reconcile and nothing else', async () => {
  const id = await newcomer();
  const answer = await call('GET', '/api/cron/reconcile', bearer(KEYS.cron));
  assert.equal(answer.status, 200);
  assert.equal(answer.body.success, true);
  for (const key of [KEYS.live, 'wrong']) {
    assert([401, 403].includes((await call('GET', '/api/cron/reconcile', bearer(key))).status), key);
  }
  assert([401, 403].includes((await call('GET', '/api/credits/balance', bearer(KEYS.cron, id))).status));
  assert([401, 403].includes((await call('POST', '/api/credits/deduct', bearer(KEYS.cron, id), { amount: 1, action: 'x' })).status));
});

test('the user stands in the header or in the body, but not two of them', async () => {
  const id = await newcomer();
  const deduct = (headers: Record<string, string>, body: object) => call('POST', '/api/credits/deduct', headers, { amount: 1, action: 'x', ...body });
  assert.equal((await deduct(bearer(KEYS.live, id), {})).status, 200);
  assert.equal((await deduct(bearer(KEYS.live), { userId: id })).status, 200);
  assert.equal((await deduct(bearer(KEYS.live, id), { userId: id })).status, 200);
  assert.equal((await deduct(bearer(KEYS.live, id), { userId: user() })).status, 400);
  assert([400, 422].includes((await deduct(bearer(KEYS.live), {})).status));
});

test('bad amounts are refused by name, and nothing is taken', async () => {
  const id = await newcomer();
  for (const amount of [0, -1, 0.0000001, 1e13, null, true, 'ten']) {
    const answer = await call('POST', '/api/credits/deduct', bearer(KEYS.live, id), { amount, action: 'x' });
    assert.equal(answer.status, 422, String(amount));
    assert.match(answer.body.detail, /amount/);
  }
  assert.equal((await call('POST', '/api/credits/deduct', bearer(KEYS.live, id), '{"amount":NaN,"action":"x"}')).status, 400);
  assert.equal(await sdk.getBalance(id), 100);
});

test('without a credential it says Unauthorized, as the document does', async () => {
  for (const headers of [{}, bearer('sk_live_wrong')]) {
    const answer = await call('GET', '/api/credits/balance', { ...headers, 'x-user-id': 'someone' });
    assert.equal(answer.status, 401);
    assert.equal(answer.body.error, 'Unauthorized');
  }
});

test('hold at the start, capture what was used at the end', async () => {
  const id = await newcomer();
  const hold = await call('POST', '/v1/holds', { ...bearer(KEYS.live), 'idempotency-key': randomUUID() }, { user: id, amount: 80, operation: 'training_job' });
  assert.equal(hold.status, 201);
  await assert.rejects(sdk.deduct(id, 50, 'chat_message'), InsufficientCreditsError);
  const capture = await call('POST', `/v1/holds/${hold.body.holdId}/capture`, { ...bearer(KEYS.live), 'idempotency-key': randomUUID() }, { user: id, amount: 30 });
  assert.equal(capture.status, 200);
  await eventually(async () => assert.equal(await sdk.getBalance(id), 70));
});
