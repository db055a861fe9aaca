// The AI-time documents' reads, member by member: balance, usage, events, catalog, checks.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { base, eventually, key, raw, sheen, sign000, sign003, user, withKey } from './weir.mjs';

const HOUR = 3_600_000;
const in_ = (ms) => new Date(Date.now() + ms).toISOString();
const charge = (u, amount, more = {}) => ok(sheen('POST', '/v1/charges', { user: u, amount, ...more }));
const grant = (u, source, amount, more = {}) => ok(sheen('POST', '/v1/grants', { user: u, source, amount, ...more }));
const balance = (u) => ok(sheen('GET', `/v1/billing/balance/${u}`));
const events = (u, query = '') => ok(sheen('GET', `/v1/billing/events/${u}${query}`));
const usage = (u, query = '') => ok(sheen('GET', `/v1/billing/usage/${u}${query}`));
const members = (object) => Object.keys(object).sort();

async function ok(answering) {
  const answer = await answering;
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.body;
}

test('one balance has the members of both documents and no others', async () => {
  const body = await balance(user());
  assert.deepEqual(members(body), ['balance', 'bonus', 'buckets', 'catalog_version', 'dailyResetAt', 'plan_key',
    'subscription_status', 'totals', 'usage', 'version']);
  const midnight = new Date();
  midnight.setUTCHours(24, 0, 0, 0);
  assert.deepEqual(body, {
    version: '2025-09-01',
    plan_key: 'free',
    subscription_status: 'none',
    catalog_version: '2025-09-01',
    totals: { total_seconds: 3900, paid_seconds: 3000, bonus_seconds: 900, next_expiry_at: midnight.toISOString() },
    buckets: {
      daily: [{ seconds: 900, expires_at: midnight.toISOString() }],
      paid: [{ seconds: 3000, expires_at: null, source: 'welcome' }],
    },
    bonus: { daily_minutes: 15, used_this_month_minutes: 0, monthly_cap_minutes: 300 },
    balance: { welcomeBonus: 3000, dailyGift: 900, paid: 0, total: 3900 },
    usage: { todayUsed: 0, lifetimeUsed: 0 },
    dailyResetAt: midnight.toISOString(),
  });
});

test('what is held is neither in the totals nor used', async () => {
  const u = user();
  const hold = await ok(sheen('POST', '/v1/holds', { user: u, amount: 1000, operation: 'build' }));
  const during = await balance(u);
  assert.deepEqual(during.balance, { welcomeBonus: 2900, dailyGift: 0, paid: 0, total: 2900 });
  assert.equal(during.totals.total_seconds, 2900);
  assert.deepEqual(during.usage, { todayUsed: 0, lifetimeUsed: 0 });
  await ok(sheen('POST', `/v1/holds/${hold.holdId}/capture`, { user: u, amount: 120 }));
  const after = await balance(u);
  assert.equal(after.balance.total, 3780);
  assert.deepEqual(after.usage, { todayUsed: 120, lifetimeUsed: 120 });
  assert.equal(after.bonus.used_this_month_minutes, 2);
  assert.deepEqual((await usage(u)).by_operation, { build: 120 });
});

test('fractions are exact inside and shown as whole seconds, rounded down', async () => {
  const u = user();
  await charge(u, '0.5');
  const { balance: shown, usage: used } = await balance(u);
  assert.deepEqual(shown, { welcomeBonus: 3000, dailyGift: 899, paid: 0, total: 3899 });
  assert.deepEqual(used, { todayUsed: 0, lifetimeUsed: 0 });
  await charge(u, '0.5');
  assert.deepEqual((await balance(u)).usage, { todayUsed: 1, lifetimeUsed: 1 });
});

test('paid buckets stand in the order in which they are drawn', async () => {
  const u = user();
  const later = in_(48 * HOUR);
  await grant(u, 'gift', 50);
  await grant(u, 'package', 700);
  await grant(u, 'package', 500, { expiresAt: later });
  await grant(u, 'subscription', 300, { expiresAt: later });
  await grant(u, 'gift', 60, { expiresAt: in_(24 * HOUR) });
  const { buckets, balance: shown, totals } = await balance(u);
  assert.deepEqual(buckets.paid.map((b) => [b.source, b.seconds]), [
    ['gift', 60], ['subscription', 300], ['package', 500], ['package', 700], ['gift', 50], ['welcome', 3000],
  ]);
  assert.ok(buckets.paid.every((b) => members(b).join() === 'expires_at,seconds,source'));
  assert.equal(buckets.paid[1].expires_at, later);
  assert.deepEqual(shown, { welcomeBonus: 3000, dailyGift: 900, paid: 1610, total: 5510 });
  assert.deepEqual([totals.paid_seconds, totals.bonus_seconds], [4610, 900]);
});

test('usage is told by operation and by day, for the day or the month', async () => {
  const u = user();
  await charge(u, 90, { operation: 'build' });
  await charge(u, 30, { operation: 'plan' });
  await charge(u, 10, { operation: 'build' });
  await charge(u, 5);
  const today = new Date().toISOString().slice(0, 10);
  const month = await usage(u, '?period=month');
  assert.deepEqual(members(month), ['by_operation', 'daily_trend', 'total_seconds']);
  assert.equal(month.total_seconds, 135);
  assert.deepEqual(month.by_operation, { build: 100, other: 5, plan: 30 });
  assert.deepEqual(month.daily_trend.at(-1), { date: today, seconds: 135 });
  assert.equal(month.daily_trend.length, Number(today.slice(8)));
  assert.deepEqual((await usage(u, '?period=day')).daily_trend, [{ date: today, seconds: 135 }]);
  assert.deepEqual(await usage(u), month);
  assert.equal((await sheen('GET', `/v1/billing/usage/${u}?period=year`)).status, 422);
  assert.deepEqual((await usage(user(), '?period=day')).by_operation, {});
});

test('events are newest first, in pages that neither overlap nor leave out', async () => {
  const u = user();
  for (let i = 1; i <= 7; i++) await charge(u, i, { operation: 'build', reason: `step ${i}` });
  const whole = await events(u);
  assert.deepEqual(members(whole), ['events', 'next_cursor']);
  assert.equal(whole.next_cursor, null);
  assert.deepEqual(whole.events.slice(0, 2).map((e) => [e.type, e.seconds, e.reason]), [
    ['consumption', -7, 'step 7'], ['consumption', -6, 'step 6'],
  ]);
  assert.deepEqual(whole.events.slice(-2).map((e) => e.type).sort(), ['adjustment', 'daily_bonus']);
  const paged = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await events(u, `?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    assert.ok(page.events.length <= 3);
    paged.push(...page.events);
    cursor = page.next_cursor;
  }
  assert.deepEqual(paged, whole.events);
  for (const limit of ['0', '501', 'all']) {
    assert.equal((await sheen('GET', `/v1/billing/events/${u}?limit=${limit}`)).status, 422, limit);
  }
  assert.equal((await sheen('GET', `/v1/billing/events/${u}?limit=500`)).status, 200);
  assert.equal((await sheen('GET', `/v1/billing/events/${u}?cursor=invented`)).status, 400);
});

test('kinds that the guide does not know are adjustments that name their kind', async () => {
  const u = user();
  const metadata = { kind: 'mine', ticket: 7 };
  await grant(u, 'gift', 100, { reason: 'goodwill', metadata });
  const bought = await grant(u, 'package', 600);
  await ok(sheen('POST', `/v1/grants/${bought.grantId}/revoke`, { user: u, amount: 600, reason: 'refunded' }));
  await ok(sheen('POST', '/v1/adjustments', { user: u, amount: -5, reason: 'corrected' }));
  const hold = await ok(sheen('POST', '/v1/holds', { user: u, amount: 10 }));
  await ok(sheen('POST', `/v1/holds/${hold.holdId}/release`, { user: u }));
  const all = (await events(u)).events;
  assert.deepEqual(all.map((e) => [e.type, e.seconds, e.metadata?.kind ?? null]), [
    ['consumption', -5, null],
    ['adjustment', -600, 'revoked'],
    ['package_credit', 600, null],
    ['adjustment', 100, 'granted'],
    ['daily_bonus', 900, null],
    ['adjustment', 3000, 'granted'],
  ]);
  assert.equal(all[3].metadata.ticket, 7);
  assert.equal(all[1].reason, 'refunded');
  assert.ok(all.every((e) => e.reason.length > 0 && !Number.isNaN(Date.parse(e.timestamp))));
  const text = (await sheen('GET', `/v1/billing/events/${u}`)).text;
  assert.equal(text.match(/"kind":"(granted|mine)"/g).length, 2);
});

test('the catalog has the guide\'s members, prices per currency, an ETag for each and 304', async () => {
  const dollars = await raw('GET', '/v1/billing/catalog');
  assert.equal(dollars.status, 200);
  assert.deepEqual(members(dollars.body), ['packages', 'rollover_policy', 'subscriptions', 'version']);
  assert.deepEqual(dollars.body.rollover_policy, { days: 90 });
  assert.deepEqual(dollars.body.subscriptions.map((p) => [p.key, p.minutes, p.price]),
    [['free', 0, 0], ['starter', 250, 9], ['builder', 600, 19], ['pro', 1500, 39], ['ultra', 5000, 129]]);
  assert.deepEqual(members(dollars.body.subscriptions[1]), ['advisor', 'bonusDaily', 'key', 'minutes', 'monthlyBonusCap',
    'name', 'price', 'rolloverCap', 'taxInclusive']);
  assert.deepEqual(dollars.body.packages.map((p) => [p.key, p.minutes, p.price]),
    [['mini', 60, 5], ['booster', 300, 20], ['mega', 1000, 59], ['max', 3000, 149]]);
  assert.deepEqual(members(dollars.body.packages[0]), ['key', 'minutes', 'name', 'price', 'taxInclusive']);
  const etags = new Set();
  for (const currency of ['USD', 'EUR', 'GBP', 'EGP', 'SAR', 'AED']) {
    const first = await raw('GET', `/v1/billing/catalog?currency=${currency}`);
    const etag = first.headers.get('etag');
    etags.add(etag);
    const again = await raw('GET', `/v1/billing/catalog?currency=${currency}`, { 'If-None-Match': etag });
    assert.equal(again.status, 304, currency);
    assert.equal(again.text, '');
    assert.equal(again.headers.get('etag'), etag);
    const fallen = ['EGP', 'SAR', 'AED'].includes(currency);
    assert.equal(first.body.currency_fallback_from, fallen ? currency : undefined);
    if (fallen) assert.deepEqual(first.body.packages, dollars.body.packages);
  }
  assert.equal(etags.size, 6);
  const euros = await raw('GET', '/v1/billing/catalog?currency=EUR', { 'If-None-Match': dollars.headers.get('etag') });
  assert.equal(euros.status, 200);
  const small = await raw('GET', '/v1/billing/catalog?currency=eur', { 'If-None-Match': euros.headers.get('etag') });
  assert.equal(small.status, 304);
  const unknown = await raw('GET', '/v1/billing/catalog?currency=XXX');
  assert.deepEqual([unknown.status, unknown.body.code], [400, 'unknown_currency']);
});

const check = (body) => sheen('POST', '/v1/billing/check-sufficient', body);

test('a check estimates, judges, and says exactly what the reference says', async () => {
  const u = user();
  const enough = await check({ userId: u, operationType: 'metadata_generation', projectSize: 'large', isUpdate: false });
  assert.deepEqual(enough.body, {
    sufficient: true,
    estimate: { estimatedSeconds: 45, estimatedMinutes: 1, confidence: 'low', basedOnSamples: 0 },
    balance: { welcomeBonus: 3000, dailyGift: 900, paid: 0, total: 3900 },
  });
  await charge(u, 3890);
  const short = await check({ userId: u, operationType: 'metadata_generation', projectSize: 'large' });
  assert.equal(short.status, 200);
  assert.deepEqual(short.body, {
    sufficient: false,
    estimate: { estimatedSeconds: 45, estimatedMinutes: 1, confidence: 'low', basedOnSamples: 0 },
    balance: { welcomeBonus: 10, dailyGift: 0, paid: 0, total: 10 },
    recommendation: { suggestedPackage: 'mini', costToComplete: 1, purchaseUrl: '/purchase' },
  });
  assert.equal((await check({ userId: u, operationType: 'export' })).status, 200, 'the guide\'s operations are known too');
  assert.equal((await check({ userId: u, operationType: 'levitate' })).status, 422);
  assert.equal((await check({ userId: u, operationType: 'update', projectSize: 'huge' })).status, 422);
  assert.equal((await check({ operationType: 'update' })).status, 422);
});

test('a batch judges each operation by itself and suggests the smallest package that covers', async () => {
  const u = user();
  await charge(u, 3900);
  const operations = [1, 300, 3600, 3601, 18_001, 60_001, 10_000_000].map((s) => ({ operation: 'build', estimate_seconds: s }));
  const body = await ok(sheen('POST', '/v1/billing/check-sufficient-batch', { userId: u, operations }));
  assert.deepEqual(body.map((r) => [r.ok, r.deficit_seconds, r.suggestions[0].key]), [
    [false, 1, 'mini'], [false, 300, 'mini'], [false, 3600, 'mini'], [false, 3601, 'booster'], [false, 18_001, 'mega'],
    [false, 60_001, 'max'], [false, 10_000_000, 'max'],
  ]);
  assert.deepEqual(body[0], {
    operation: 'build', ok: false, deficit_seconds: 1,
    suggestions: [{ type: 'package', key: 'mini', minutes: 60 }, { type: 'upgrade', plan: 'starter', minutes: 250 }],
  });
  const rich = await ok(sheen('POST', '/v1/billing/check-sufficient-batch', {
    userId: user(), operations: [{ operation: 'plan', estimate_seconds: 3900 }, { operation: 'export', estimate_seconds: 3900 }],
  }));
  assert.deepEqual(rich, [{ operation: 'plan', ok: true, deficit_seconds: 0 }, { operation: 'export', ok: true, deficit_seconds: 0 }]);
});

test('a bad package, currency or user is refused whether or not anything can be sold', async () => {
  const buy = async (body) => (await sheen('POST', '/v1/billing/packages/purchase', body)).status;
  assert.equal(await buy({ userId: user(), package_key: 'giant' }), 422);
  assert.equal(await buy({ userId: user(), package_key: 'mini', currency: 'XXX' }), 400);
  assert.equal(await buy({ package_key: 'mini' }), 422);
  assert.equal(await buy({ userId: 'a b', package_key: 'mini' }), 422);
});

test('a problem on a document\'s endpoint says what the document says, and on ours it does not', async () => {
  const u = user();
  for (const path of [`/v1/billing/balance/${u}`, `/v1/billing/events/${u}`]) {
    const answer = await raw('GET', path, sign000('', path, 'wrong'));
    assert.deepEqual([answer.status, answer.body.error], [401, 'Unauthorized'], path);
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
  }
  const ours = await raw('GET', `/v1/accounts/${u}/balance`);
  assert.deepEqual([ours.status, 'error' in ours.body], [401, false]);
  const forbidden = await withKey('sk_live_sparked_dev', 'POST', '/api/credits/add', { userId: u, amount: 1, reason: 'x' }, { id: key() });
  assert.deepEqual([forbidden.status, forbidden.body.error], [403, 'Forbidden']);
});

test('a body on a GET is refused', async () => {
  const path = `/v1/billing/balance/${user()}`;
  const body = '{}';
  const status = await new Promise((resolve, reject) => {
    const headers = { ...sign003('GET', path, body), 'content-type': 'application/json', 'content-length': body.length };
    const request = http.request(base + path, { method: 'GET', headers }, (answer) => resolve(answer.resume().statusCode));
    request.on('error', reject).end(body);
  });
  assert.equal(status, 400);
});

test('members that a document does not know are ignored there and refused on ours', async () => {
  const u = user();
  assert.equal((await check({ userId: u, operationType: 'update', colour: 'red' })).status, 200);
  assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 1, colour: 'red' })).status, 422);
});

test('a stream tells the balance, then every change within a second, and goes on where it was left', async () => {
  const u = user();
  const path = `/v1/billing/balance/${u}/stream`;
  await charge(u, 100);
  const first = await follow(path);
  const opening = await first.next();
  assert.equal(opening.event, 'balance');
  assert.deepEqual(opening.data, await balance(u));
  const took = [];
  let changed;
  for (let i = 1; i <= 5; i++) {
    await charge(u, 10);
    const done = Date.now();
    changed = await first.next();
    took.push(Date.now() - done);
    assert.equal(changed.data.balance.total, 3800 - 10 * i);
  }
  assert.ok(Math.min(...took) < 1000, `${took} ms`);
  first.close();
  const again = await follow(path, { 'Last-Event-ID': changed.id });
  await charge(u, 1);
  assert.equal((await again.next()).data.balance.total, 3749);
  again.close();
  assert.equal((await raw('GET', path)).status, 401);
});

/** Server-sent events, one at a time; comments are not events. */
async function follow(path, headers = {}) {
  const abort = new AbortController();
  const response = await fetch(base + path, { headers: { ...sign000('', path), ...headers }, signal: abort.signal });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  const reader = response.body.getReader();
  let text = '';
  const next = async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const fields = Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 1).trim()]));
        if (fields.data) return { ...fields, data: JSON.parse(fields.data) };
      } else {
        const { value, done } = await reader.read();
        assert.ok(!done, 'the stream ended');
        text += Buffer.from(value).toString();
      }
    }
  };
  return { next, close: () => abort.abort() };
}

test('health has the names that the reference gives it', async () => {
  for (const path of ['/myhealthz', '/claude-executor/health']) {
    await eventually(async () => assert.equal((await raw('GET', path)).status, 200));
  }
});
