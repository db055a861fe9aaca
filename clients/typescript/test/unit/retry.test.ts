import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AiTimeClient, CreditsSDK, InsufficientAiTimeError, InsufficientCreditsError, WeirError } from 'weir-client';
import { ScriptedServer, type Reply } from '../support/scripted-server.js';

const retry = { baseDelayMs: 1, timeoutMs: 2_000 };
const done: Reply = { status: 200, headers: { 'weir-position': 's7' }, body: { balance: 90, transaction_id: 't1' } };

function sdk(url: string): CreditsSDK {
  return new CreditsSDK({ url, token: 'sk_test', options: { defaultCredits: 100, retry } });
}

test('a write is repeated with the same key and the same bytes until it has an answer', async () => {
  await using server = await ScriptedServer.playing(
    'hang up',
    { status: 503, headers: { 'retry-after': '0' } },
    { status: 504, body: { code: 'outcome_unknown' } },
    { status: 429, headers: { 'retry-after': '0' } },
    done,
  );
  const result = await sdk(server.url).deduct('u1', 10, 'chat_message', { model: 'm' });
  assert.deepEqual(result, { balance: 90, transaction_id: 't1' });
  assert.equal(server.seen.length, 5);
  assert.equal(new Set(server.seen.map((seen) => seen.headers['idempotency-key'])).size, 1);
  assert.equal(new Set(server.seen.map((seen) => seen.body)).size, 1);
  assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), { userId: 'u1', amount: 10, action: 'chat_message', metadata: { model: 'm' } });
  assert.equal(server.seen[0]?.headers.authorization, 'Bearer sk_test');
});

test('two calls never share a key, and a key that is given is used', async () => {
  await using server = await ScriptedServer.playing(done, done, done);
  const credits = sdk(server.url);
  await credits.deduct('u1', 10, 'chat_message');
  await credits.deduct('u1', 10, 'chat_message');
  await credits.deduct('u1', 10, 'chat_message', {}, { idempotencyKey: 'job-7' });
  const keys = server.seen.map((seen) => seen.headers['idempotency-key']);
  assert.equal(new Set(keys).size, 3);
  assert.equal(keys[2], 'job-7');
});

test('402 is InsufficientCreditsError and is not repeated', async () => {
  await using server = await ScriptedServer.playing({ status: 402, body: { error: 'Insufficient credits', required: 50, available: 40 } });
  await assert.rejects(sdk(server.url).deduct('u1', 50, 'canvas_generation'), (error: unknown) => {
    assert(error instanceof InsufficientCreditsError);
    assert.equal(error.name, 'InsufficientCreditsError');
    assert.equal(error.required, 50);
    assert.equal(error.available, 40);
    return true;
  });
  assert.equal(server.seen.length, 1);
});

test('what would come out the same is not repeated', async () => {
  for (const reply of [{ status: 422 }, { status: 401 }, { status: 500 }, { status: 429 }, { status: 503, headers: { 'retry-after': '3600' } }]) {
    await using server = await ScriptedServer.playing({ ...reply, body: { code: 'some_code', detail: 'why' } }, done);
    await assert.rejects(sdk(server.url).getBalance('u1'), (error: unknown) => error instanceof WeirError && error.code === 'some_code');
    assert.equal(server.seen.length, 1);
  }
});

test('after the last attempt the outcome is said to be unknown', async () => {
  await using server = await ScriptedServer.playing('hang up', 'hang up', 'hang up', 'hang up', 'hang up');
  await assert.rejects(sdk(server.url).deduct('u1', 10, 'chat_message'), (error: unknown) => {
    assert(error instanceof WeirError);
    assert.equal(error.code, 'unreachable');
    assert.equal(error.outcomeUnknown, true);
    return true;
  });
  assert.equal(server.seen.length, 5);
});

test('a read sends back the position of the last write to that account, and only to that one', async () => {
  await using server = await ScriptedServer.playing(done, { status: 200, body: { balance: 90 } }, { status: 200, body: { balance: 1 } });
  const credits = sdk(server.url);
  await credits.deduct('u1', 10, 'chat_message');
  assert.equal(await credits.getBalance('u1'), 90);
  await credits.getBalance('u2');
  assert.equal(server.seen[1]?.headers['weir-position'], 's7');
  assert.equal(server.seen[1]?.headers['x-user-id'], 'u1');
  assert.equal(server.seen[2]?.headers['weir-position'], undefined);
});

test('a read by POST sends it back too', async () => {
  await using server = await ScriptedServer.playing(done, done, { ...done, status: 202 }, done, done);
  const credits = sdk(server.url);
  await credits.deduct('u1', 10, 'chat_message');
  assert.equal(await credits.rebuildBalance('u1'), 90);
  const time = new AiTimeClient({ url: server.url, secret: 's', retry });
  await time.build({ userId: 'u1' });
  await time.checkSufficient({ userId: 'u1', operationType: 'update' });
  await time.checkSufficientBatch('u1', []);
  assert.deepEqual(server.seen.map((seen) => seen.headers['weir-position']), [undefined, 's7', undefined, 's7', 's7']);
});

test('initializeUser gives the default unless an amount is named', async () => {
  await using server = await ScriptedServer.playing(done, done);
  await sdk(server.url).initializeUser('u1');
  await sdk(server.url).initializeUser('u1', 5);
  assert.deepEqual(server.seen.map((seen) => (JSON.parse(seen.body) as { amount: number }).amount), [100, 5]);
});

test('the catalog is kept per currency and asked for again with its ETag', async () => {
  const catalog = { version: '2025-09-01', rollover_policy: { days: 90 }, subscriptions: [], packages: [] };
  await using server = await ScriptedServer.playing(
    { status: 200, headers: { etag: '"usd-1"' }, body: catalog },
    { status: 200, headers: { etag: '"eur-1"' }, body: { ...catalog, version: 'eur' } },
    { status: 304 },
  );
  const client = new AiTimeClient({ url: server.url, secret: 's', retry });
  await client.catalog('USD');
  await client.catalog('EUR');
  assert.deepEqual(await client.catalog('USD'), catalog);
  assert.deepEqual(server.seen.map((seen) => seen.headers['if-none-match']), [undefined, undefined, '"usd-1"']);
});

test("a build's 402 carries the body of its dialect, and a resume token goes out as a header", async () => {
  const short = { error: 'INSUFFICIENT_AI_TIME', http_status: 402, resume_token: 'r1' };
  await using server = await ScriptedServer.playing({ status: 402, body: short }, { status: 202, body: { success: true } });
  const client = new AiTimeClient({ url: server.url, secret: 's', mode: 'test', retry });
  await assert.rejects(client.build({ userId: 'u1' }), (error: unknown) => {
    assert(error instanceof InsufficientAiTimeError);
    assert.deepEqual(error.body, short);
    return true;
  });
  await client.build({ userId: 'u1' }, { resumeToken: 'r1' });
  assert.equal(server.seen[1]?.headers['x-resume-token'], 'r1');
  assert.equal(server.seen[1]?.headers['x-env'], 'test');
  assert.match(String(server.seen[1]?.headers['weir-signature']), /^t=\d+,v2=[0-9a-f]{64}$/);
});
