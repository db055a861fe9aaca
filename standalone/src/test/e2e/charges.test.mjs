import assert from 'node:assert/strict';
import { test } from 'node:test';
import { key, position, sheen, user } from './weir.mjs';

const balanceOf = async (u, after) => {
  const answer = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, {
    headers: after ? position(after) : {},
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

/** The ledger behind a gift of 1 that came after everything else: nothing can still be on its way. The gift is left out. */
async function entriesAtTheEnd(u) {
  const gift = await sheen('POST', '/v1/grants', { user: u, source: 'gift', amount: 1 });
  const { body } = await sheen('GET', `/v1/accounts/${u}/ledger?limit=1000`, undefined, { headers: position(gift) });
  assert.deepEqual([body.entries.at(-1).kind, body.entries.at(-1).amount], ['granted', 1]);
  return body.entries.slice(0, -1);
}

test('an unseen account shows its opening grants and a seq of 0', async () => {
  const balance = await balanceOf(user());
  assert.equal(balance.total, 3900);
  assert.equal(balance.available, 3900);
  assert.equal(balance.seq, 0);
  assert.equal(balance.unit, 'seconds');
  assert.deepEqual(balance.buckets.map((b) => [b.source, b.remaining]), [['daily', 900], ['welcome', 3000]]);
  assert.equal(balance.buckets[1].expiresAt, null);
});

test('a charge draws the daily bucket first and says so', async () => {
  const u = user();
  const charged = await sheen('POST', '/v1/charges', { user: u, amount: 1000, operation: 'build' });
  assert.equal(charged.status, 200, charged.text);
  assert.equal(charged.body.decision, 'accepted');
  assert.equal(charged.body.charged, 1000);
  assert.equal(charged.body.shortfall, 0);
  assert.deepEqual(charged.body.draws.map((d) => [d.source, d.amount]), [['daily', 900], ['welcome', 100]]);
  assert.equal(charged.body.balance.total, 2900);
  const { user: who, unit, asOf, ...rest } = await balanceOf(u, charged);
  assert.deepEqual(rest, charged.body.balance);
  assert.equal(who, u);
});

test('a refused charge is 402 with what is needed and what is there, and stays refused for its id', async () => {
  const u = user();
  const id = key();
  const refused = await sheen('POST', '/v1/charges', { user: u, amount: 3901 }, { id });
  assert.equal(refused.status, 402);
  assert.equal(refused.headers.get('content-type').split(';')[0], 'application/problem+json');
  assert.equal(refused.body.code, 'insufficient_balance');
  assert.equal(refused.body.required, 3901);
  assert.equal(refused.body.available, 3900);
  await sheen('POST', '/v1/grants', { user: u, source: 'gift', amount: 100 });
  const again = await sheen('POST', '/v1/charges', { user: u, amount: 3901 }, { id });
  assert.equal(again.status, 402);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 3901 })).status, 200);
});

test('a rejected command writes no entry and does not open the account', async () => {
  const u = user();
  await sheen('POST', '/v1/charges', { user: u, amount: 5000 });
  assert.equal((await balanceOf(u)).seq, 0);
});

test('the same id again gives the original answer but for its decision', async () => {
  const u = user();
  const id = key();
  const first = await sheen('POST', '/v1/charges', { user: u, amount: '1.0' }, { id });
  await sheen('POST', '/v1/charges', { user: u, amount: 5 });
  const second = await sheen('POST', '/v1/charges', { user: u, amount: 1 }, { id });
  assert.equal(second.status, 200, second.text);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
  assert.equal(second.body.decision, 'duplicate');
  assert.deepEqual({ ...second.body, decision: 'accepted' }, first.body);
  const other = await sheen('POST', '/v1/charges', { user: u, amount: 2 }, { id });
  assert.equal(other.status, 422);
  assert.equal(other.body.code, 'idempotency_key_reused');
});

test('fifty of one id at once take effect once, and exactly one is not marked replayed', async () => {
  const u = user();
  const id = key();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => sheen('POST', '/v1/charges', { user: u, amount: 7 }, { id })),
  );
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
  assert.equal(answers.filter((a) => !a.headers.get('idempotency-replayed')).length, 1);
  const [first, ...others] = answers.map(({ body }) => ({ ...body, decision: undefined }));
  others.forEach((other) => assert.deepEqual(other, first));
  const entries = await entriesAtTheEnd(u);
  assert.deepEqual(entries.map((e) => [e.kind, e.commandId]), ['granted', 'granted', 'charged'].map((kind) => [kind, id]));
  assert.equal((await balanceOf(u)).total, 3893 + 1);
});

test('twenty charges at once on a balance for five let exactly five through', async () => {
  const u = user();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => sheen('POST', '/v1/charges', { user: u, amount: 780 })),
  );
  assert.equal(answers.filter((a) => a.status === 200).length, 5);
  assert.equal(answers.filter((a) => a.status === 402).length, 15);
  const entries = await entriesAtTheEnd(u);
  assert.deepEqual(entries.filter((e) => e.kind === 'charged').map((e) => [e.amount, e.balanceAfter]),
    [3120, 2340, 1560, 780, 0].map((left) => [-780, left]));
  assert.equal((await balanceOf(u)).total, 1);
});

test('charges, holds and captures at once on one balance never come to more than it', async () => {
  const u = user();
  const holds = await Promise.all(Array.from({ length: 4 }, () => sheen('POST', '/v1/holds', { user: u, amount: 500 })));
  assert.deepEqual(holds.map((a) => a.status), [201, 201, 201, 201], holds[0].text);
  const asked = await Promise.all([
    ...holds.map((hold) => sheen('POST', `/v1/holds/${hold.body.holdId}/capture`, { user: u, amount: 400 })),
    ...Array.from({ length: 12 }, () => sheen('POST', '/v1/charges', { user: u, amount: 300 })),
    ...Array.from({ length: 6 }, () => sheen('POST', '/v1/holds', { user: u, amount: 700 })),
  ]);
  assert.deepEqual(asked.slice(0, 4).map((a) => [a.status, a.body.charged]), Array(4).fill([200, 400]));
  assert.ok(asked.slice(4).every((a) => [200, 201, 402].includes(a.status)));
  const entries = await entriesAtTheEnd(u);
  const charged = asked.slice(4, 16).filter((a) => a.status === 200).length;
  const held = asked.slice(16).filter((a) => a.status === 201).length;
  assert.equal(entries.filter((e) => e.kind === 'charged').length, charged);
  const { total, held: kept, available } = await balanceOf(u);
  assert.deepEqual([total, kept, available], [3900 - 4 * 400 - charged * 300 + 1, held * 700, total - kept]);
  assert.ok(available >= 0);
});

test('clamp takes what is there, and nothing at all from an empty account', async () => {
  const u = user();
  const clamped = await sheen('POST', '/v1/charges', { user: u, amount: 4000, policy: 'clamp' });
  assert.equal(clamped.body.charged, 3900);
  assert.equal(clamped.body.shortfall, 100);
  const empty = await sheen('POST', '/v1/charges', { user: u, amount: 5, policy: 'clamp' });
  assert.equal(empty.status, 200);
  assert.equal(empty.body.charged, 0);
  assert.equal(empty.body.shortfall, 5);
  assert.equal(empty.body.seq, clamped.body.seq + 1);
});

test('overdraft becomes debt, which the next paid grant repays first', async () => {
  const u = user();
  const over = await sheen('POST', '/v1/charges', {
    user: u, amount: 4000, policy: 'overdraft', overdraftLimit: 200,
  });
  assert.equal(over.status, 200, over.text);
  assert.equal(over.body.balance.debt, 100);
  const gift = await sheen('POST', '/v1/grants', { user: u, source: 'gift', amount: 50 });
  assert.equal(gift.body.balance.debt, 100);
  const pack = await sheen('POST', '/v1/grants', { user: u, source: 'package', amount: 600 });
  assert.equal(pack.status, 201);
  assert.equal(pack.body.balance.debt, 0);
  assert.equal(pack.body.balance.total, 550);
  const tooFar = await sheen('POST', '/v1/charges', {
    user: u, amount: 1000, policy: 'overdraft', overdraftLimit: 200,
  });
  assert.equal(tooFar.status, 402);
});

test('a metered charge is priced by the price book', async () => {
  const u = user();
  const charged = await sheen('POST', '/v1/charges', { user: u, meter: 'ai_seconds', quantity: 12.5 });
  assert.equal(charged.status, 200, charged.text);
  assert.equal(charged.body.charged, 12.5);
  const unknown = await sheen('POST', '/v1/charges', { user: u, meter: 'nope', quantity: 1 });
  assert.equal(unknown.status, 422);
});

for (const amount of [0, -1, '1.0000001', '1000000000001', null, true, '', 'abc', '1e3000000', [], {}]) {
  test(`amount ${JSON.stringify(amount)} is 422 and names the field`, async () => {
    const answer = await sheen('POST', '/v1/charges', { user: user(), amount });
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.text, /amount/);
    assert.ok(answer.body.code);
  });
}

test('bad JSON is 400, unknown members are 422, a missing key is 400', async () => {
  const u = user();
  for (const body of ['{', '', '[]x', '{"user":"a","user":"b","amount":1}', '{"user":"a","amount":NaN}', "{'a':1}",
    '{"user":"a","amount":1} {}', '{"user":"a",/*x*/"amount":1}']) {
    const answer = await sheen('POST', '/v1/charges', body);
    assert.equal(answer.status, 400, `${body} -> ${answer.text}`);
  }
  assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 1, seq: 4 })).status, 422);
  assert.equal((await sheen('POST', '/v1/charges', { user: 'a b', amount: 1 })).status, 422);
  const noKey = await sheen('POST', '/v1/charges', { user: u, amount: 1 }, { headers: {}, id: '' });
  assert.ok([400, 422].includes(noKey.status));
});

test('adjustments correct in both directions and need a reason', async () => {
  const u = user();
  const up = await sheen('POST', '/v1/adjustments', { user: u, amount: 10, reason: 'sorry' });
  assert.equal(up.status, 200, up.text);
  assert.equal(up.body.balance.total, 3910);
  const down = await sheen('POST', '/v1/adjustments', { user: u, amount: '-10', reason: 'mistake' });
  assert.equal(down.status, 200, down.text);
  assert.equal(down.body.balance.total, 3900);
  assert.equal((await sheen('POST', '/v1/adjustments', { user: u, amount: 10 })).status, 422);
  assert.equal((await sheen('POST', '/v1/adjustments', { user: u, amount: -9999, reason: 'x' })).status, 402);
});
