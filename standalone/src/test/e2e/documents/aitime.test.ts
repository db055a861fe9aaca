import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import {
  aiBuild,
  checkBatchOperations,
  checkBuildability,
  checkMultipleBalances,
  formatBalanceDisplay,
  formatBillingEvent,
  formatUsageForChart,
  getBillingEvents,
  getEnhancedBalance,
  getPricingCatalog,
  getUsageAnalytics,
  handleInsufficientFunds,
  pollBalanceAfterPayment,
  RESUME_TOKEN_KEY,
  retryWithResumeToken,
  sessionStorage,
  worker,
} from './client.js';
import type { BalanceResponse, InsufficientFundsError, SufficientCheckResponse } from './types.js';

const newUser = () => `doc-${crypto.randomUUID()}`;
const charge = (user: string, amount: number, operation = 'build') =>
  nativeWrite('/v1/charges', { user, amount, operation });
const grant = (user: string, amount: number) => nativeWrite('/v1/grants', { user, source: 'package', amount });

async function nativeWrite(path: string, payload: unknown): Promise<void> {
  const body = JSON.stringify(payload);
  const base = process.env['WEIR_URL'] ?? 'http://127.0.0.1:8080';
  const signature = crypto.createHmac('sha256', 'dev-secret-123').update(body + path).digest('hex');
  const response = await fetch(base + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      'x-sheen-signature': signature,
    },
    body,
  });
  assert.ok(response.ok, await response.text());
}

const build = (userId: string) => ({ userId, projectId: 'p1', prompt: 'a shop' });

interface Started {
  success: boolean;
  buildId: string;
  versionId: string;
  status: string;
  estimate: { estimatedSeconds: number };
  balance: BalanceResponse['balance'];
}

test('a new user has the opening balance in both shapes', async () => {
  const user = newUser();
  const { status, body } = await worker<BalanceResponse>('GET', `/v1/billing/balance/${user}`);
  assert.equal(status, 200);
  assert.deepEqual(body.balance, { welcomeBonus: 3000, dailyGift: 900, paid: 0, total: 3900 });
  assert.deepEqual(body.usage, { todayUsed: 0, lifetimeUsed: 0 });
  assert.match(body.dailyResetAt, /T00:00:00\.000Z$/);
  const enhanced = await getEnhancedBalance(user);
  assert.equal(enhanced.catalog_version, '2025-09-01');
  assert.equal(enhanced.subscription_status, 'none');
  assert.deepEqual(enhanced.bonus, { daily_minutes: 15, used_this_month_minutes: 0, monthly_cap_minutes: 300 });
  const shown = formatBalanceDisplay(enhanced);
  assert.equal(shown.totalMinutes, 65);
  assert.equal(shown.planName, 'free');
  assert.equal(shown.buckets.dailySeconds, 900);
  assert.equal(shown.buckets.paidSeconds, 3000);
});

test('use shows in balance, analytics and events', async () => {
  const user = newUser();
  await charge(user, 300, 'build');
  await grant(user, 600);
  await charge(user, 60, 'plan');
  const { body } = await worker<BalanceResponse>('GET', `/v1/billing/balance/${user}`);
  assert.deepEqual(body.balance, { welcomeBonus: 3000, dailyGift: 540, paid: 600, total: 4140 });
  assert.deepEqual(body.usage, { todayUsed: 360, lifetimeUsed: 360 });
  const usage = await getUsageAnalytics(user, 'month');
  assert.equal(usage.total_seconds, 360);
  assert.deepEqual(usage.by_operation, { build: 300, plan: 60 });
  assert.equal(usage.daily_trend.reduce((sum, day) => sum + day.seconds, 0), 360);
  assert.equal((await getUsageAnalytics(user, 'day')).total_seconds, 360);
  const { events } = await getBillingEvents(user, 2);
  assert.deepEqual(events.map((e) => [e.type, e.seconds]), [['consumption', -60], ['package_credit', 600]]);
  assert.equal((await getBillingEvents(user)).events.length, 5);
});

test('charts, lists and cards of the guide show what they are given', async () => {
  const user = newUser();
  await charge(user, 300, 'build');
  await charge(user, 100, 'plan');
  const chart = formatUsageForChart(await getUsageAnalytics(user, 'day'));
  assert.equal(chart.totalMinutes, 6);
  assert.deepEqual(chart.operationBreakdown, [
    { operation: 'build', minutes: 5, percentage: 75 },
    { operation: 'plan', minutes: 1, percentage: 25 },
  ]);
  assert.deepEqual(chart.dailyTrend.map((day) => day.minutes), [6]);
  const shown = (await getBillingEvents(user)).events.map(formatBillingEvent);
  assert.deepEqual(shown.map((e) => [e.type, e.minutes, e.isCredit, e.icon]), [
    ['consumption', 2, false, '⚡'],
    ['consumption', 5, false, '⚡'],
    ['daily_bonus', 15, true, '🎁'],
    ['adjustment', 50, true, '⚖️'],
  ]);
  assert.ok(shown.every((e) => !Number.isNaN(e.timestamp.getTime())));
  const other = newUser();
  const both = await checkMultipleBalances([user, other]);
  assert.deepEqual(both.map((b) => ('balance' in b ? b.balance.total : b.error)), [3500, 3900]);
});

test('the build button of the reference opens, and says what to buy when it does not', async () => {
  const user = newUser();
  const open = await checkBuildability(user, 'update', 'small');
  assert.equal(open.canBuild, true);
  assert.ok(open.estimate && open.estimate.estimatedMinutes >= 1);
  await charge(user, 3900);
  const closed = await checkBuildability(user, 'update', 'small');
  assert.equal(closed.canBuild, false);
  assert.equal(closed.recommendation?.suggestedPackage, 'mini');
});

test('the catalog is public, cached per currency, and says when a currency falls back', async () => {
  const dollars = await getPricingCatalog('USD');
  assert.ok(dollars.catalog && dollars.etag);
  assert.deepEqual(dollars.catalog.subscriptions.map((s) => s.key), ['free', 'starter', 'builder', 'pro', 'ultra']);
  assert.deepEqual(dollars.catalog.packages.map((p) => [p.key, p.minutes]),
    [['mini', 60], ['booster', 300], ['mega', 1000], ['max', 3000]]);
  assert.equal(dollars.catalog.rollover_policy.days, 90);
  assert.equal((await getPricingCatalog('USD', dollars.etag)).catalog, null);
  const euros = await getPricingCatalog('EUR', dollars.etag);
  assert.ok(euros.catalog && euros.etag !== dollars.etag);
  const pounds = await getPricingCatalog('EGP');
  assert.equal(pounds.catalog?.currency_fallback_from, 'EGP');
  await assert.rejects(getPricingCatalog('XXX'));
});

test('checks estimate, judge, and recommend the smallest package that covers', async () => {
  const user = newUser();
  const enough = await worker<SufficientCheckResponse>('POST', '/v1/billing/check-sufficient', {
    userId: user, operationType: 'main_build', projectSize: 'medium', isUpdate: false,
  });
  assert.equal(enough.status, 200);
  assert.equal(enough.body.sufficient, true);
  assert.ok(enough.body.estimate && enough.body.estimate.estimatedSeconds > 0);
  assert.equal(enough.body.recommendation, undefined);
  await charge(user, 3900);
  const short = await worker<SufficientCheckResponse>('POST', '/v1/billing/check-sufficient', {
    userId: user, operationType: 'main_build',
  });
  assert.equal(short.body.sufficient, false);
  assert.equal(short.body.recommendation?.suggestedPackage, 'mini');
  assert.equal(short.body.recommendation?.purchaseUrl, '/purchase');
  const batch = await checkBatchOperations(user, [
    { operation: 'build', estimate_seconds: 120 },
    { operation: 'plan', estimate_seconds: 60 * 60 + 1 },
  ]);
  assert.deepEqual(batch.map((r) => [r.operation, r.ok, r.deficit_seconds]), [['build', false, 120], ['plan', false, 3601]]);
  assert.deepEqual(batch[1]?.suggestions?.[0], { type: 'package', key: 'booster', minutes: 300 });
  assert.equal(batch[1]?.suggestions?.[1]?.plan, 'starter');
});

test('a build holds its estimate, the worker captures the actual time', async () => {
  const user = newUser();
  const started = await worker<Started>('POST', '/v1/create-preview-for-new-project', build(user));
  assert.equal(started.status, 202, JSON.stringify(started.body));
  assert.equal(started.body.success, true);
  const held = started.body.estimate.estimatedSeconds;
  assert.equal(started.body.balance.total, 3900 - held);
  const events = `/v1/builds/${started.body.buildId}/events`;
  assert.equal((await worker('POST', events, { type: 'started', user })).status, 200);
  assert.equal((await worker('POST', events, { type: 'completed', user, seconds: 42, operation: 'main_build' })).status, 200);
  assert.equal((await worker('POST', events, { type: 'completed', user, seconds: 50 })).status, 200);
  assert.equal((await worker('POST', events, { type: 'failed', user })).status, 200);
  assert.equal((await worker('POST', events, { type: 'started', user: newUser() })).status, 404);
  const balance = await pollBalanceAfterPayment(user, 3858);
  assert.equal(balance.totals.total_seconds, 3858);
  assert.deepEqual((await getUsageAnalytics(user)).by_operation, { main_build: 42 });
});

test('402 of the worker reference has exactly its members', async () => {
  const user = newUser();
  await charge(user, 3899);
  const refused = await worker<Record<string, unknown>>('POST', '/v1/update-project', build(user));
  assert.equal(refused.status, 402);
  assert.deepEqual(Object.keys(refused.body).sort(), ['balance', 'error', 'estimate', 'message', 'required']);
  assert.equal(refused.body['error'], 'insufficient_ai_time');
  assert.deepEqual(refused.body['balance'], { welcomeBonus: 1, dailyGift: 0, paid: 0, total: 1 });
});

test('402 of the billing guide suggests, and its resume token goes through once after a purchase', async () => {
  const user = newUser();
  await charge(user, 3900);
  const body = JSON.stringify(build(user));
  const refused = await aiBuild(body);
  assert.equal(refused.status, 402);
  const error = (await refused.json()) as InsufficientFundsError;
  assert.deepEqual(Object.keys(error).sort(), ['balance_seconds', 'breakdown_seconds', 'catalog_version', 'error',
    'http_status', 'resume_token', 'suggestions']);
  assert.deepEqual(handleInsufficientFunds(error), ['mini Pack (60 min)', 'Upgrade to starter']);
  const token = sessionStorage.get(RESUME_TOKEN_KEY);
  assert.ok(token);
  await grant(user, 3600);
  await pollBalanceAfterPayment(user, 3600);
  const other = await aiBuild(JSON.stringify(build(newUser())), token);
  assert.equal(other.status, 403);
  assert.equal(await retryWithResumeToken(token, body), 'completed');
  const again = await aiBuild(body, token);
  assert.equal(again.status, 403);
  assert.equal(((await again.json()) as { code: string }).code, 'resume_token_invalid');
});

test('twenty builds at once on a balance for five start exactly five', async () => {
  const user = newUser();
  const check = await worker<SufficientCheckResponse>('POST', '/v1/billing/check-sufficient', {
    userId: user, operationType: 'main_build',
  });
  assert.ok(check.body.estimate);
  await charge(user, 3900 - 5 * check.body.estimate.estimatedSeconds);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => worker('POST', '/v1/create-preview-for-new-project', build(user))),
  );
  assert.equal(answers.filter((a) => a.status === 202).length, 5);
  assert.equal(answers.filter((a) => a.status === 402).length, 15);
});
