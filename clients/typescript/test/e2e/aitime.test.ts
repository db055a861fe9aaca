import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AiTimeClient, InsufficientAiTimeError, WeirError, type InsufficientFunds, type SignatureScheme } from 'weir-client';
import { KEYS, WEIR_URL, aiTime, eventually, user } from '../support/weir.js';

const weir = aiTime();

test('a new user has the welcome and the daily bonus, in both shapes', async () => {
  const balance = await weir.balance(user());
  assert.deepEqual(balance.balance, { welcomeBonus: 3000, dailyGift: 900, paid: 0, total: 3900 });
  assert.equal(balance.totals.total_seconds, 3900);
  assert.equal(balance.totals.bonus_seconds, 900);
  assert.equal(balance.plan_key, 'free');
  assert.equal(balance.buckets.daily[0]?.seconds, 900);
});

test('every signature scheme is understood, a wrong secret is not', async () => {
  for (const scheme of ['v1-sheen', 'v1', 'v2'] satisfies SignatureScheme[]) {
    const client = new AiTimeClient({ url: WEIR_URL, secret: KEYS.sheen, scheme });
    assert.equal((await client.usage(user(), 'day')).total_seconds, 0);
    const wrong = new AiTimeClient({ url: WEIR_URL, secret: 'wrong', scheme });
    await assert.rejects(wrong.balance(user()), (error: unknown) => error instanceof WeirError && error.status === 401);
  }
});

test('a build holds its estimate and is billed for what it used', async () => {
  const id = user();
  const check = await weir.checkSufficient({ userId: id, operationType: 'main_build', projectSize: 'small' });
  assert.equal(check.sufficient, true);
  const build = await weir.createPreview({ userId: id, projectId: 'p1', prompt: 'a page' });
  assert.equal(build.success, true);
  assert(build.balance.total < 3900);
  await weir.reportBuild(build.buildId, { type: 'started', user: id });
  await weir.reportBuild(build.buildId, { type: 'completed', user: id, seconds: 42, operation: 'main_build' });
  await eventually(async () => assert.equal((await weir.balance(id)).balance.total, 3858));
  await eventually(async () => assert.equal((await weir.usage(id, 'day')).total_seconds, 42));
  const { events } = await weir.events(id, { limit: 10 });
  assert(events.some((event) => event.type === 'consumption' && event.seconds === -42));
});

test('a batch judges each operation by itself', async () => {
  const results = await weir.checkSufficientBatch(user(), [
    { operation: 'build', estimate_seconds: 120 },
    { operation: 'export', estimate_seconds: 4200 },
  ]);
  assert.deepEqual(results.map((result) => [result.operation, result.ok, result.deficit_seconds]), [
    ['build', true, 0],
    ['export', false, 300],
  ]);
  assert.equal(results[1]?.suggestions?.[0]?.key, 'mini');
});

test('when the time is gone the refusal carries suggestions and a resume token', async () => {
  const id = user();
  for (;;) {
    try {
      await weir.build({ userId: id, projectId: 'p1', prompt: 'x', projectSize: 'large' });
    } catch (error) {
      assert(error instanceof InsufficientAiTimeError);
      const body = error.body as InsufficientFunds;
      assert.equal(body.error, 'INSUFFICIENT_AI_TIME');
      assert(body.suggestions.length > 0);
      assert(body.resume_token);
      return;
    }
  }
});

test('the catalog is public, priced per currency, and asked for again by its ETag', async () => {
  const usd = await weir.catalog('USD');
  assert.deepEqual(usd.packages.map((offer) => [offer.key, offer.minutes]), [['mini', 60], ['booster', 300], ['mega', 1000], ['max', 3000]]);
  assert.deepEqual(await weir.catalog('USD'), usd);
  assert.equal((await weir.catalog('SAR')).currency_fallback_from, 'SAR');
});
