// What is sold, against fakes of Stripe that nobody here wrote: a session is made, its page is paid, and the webhook credits.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { startStripe, stripeUrl } from './fake-stripe.mjs';
import { paid, send } from './stripe.mjs';
import { eventually, key, sheen, sheenTest, user } from './weir.mjs';

const configured = { skip: !stripeUrl && 'this Weir knows no fake of Stripe' };
const chromium = '/usr/bin/chromium';
const BUY = '/v1/billing/packages/purchase';
const buy = (u, more = {}, options = {}) => sheenTest('POST', BUY, { userId: u, package_key: 'mini', ...more }, options);
const balance = async (u) => (await sheenTest('GET', `/v1/accounts/${u}/balance`)).body;
const packages = async (u) => (await balance(u)).buckets.filter((each) => each.source === 'package');
const bought = (u, seconds) =>
  eventually(async () => assert.deepEqual((await packages(u)).map((each) => each.granted), seconds));

let stripe;
before(async () => {
  if (stripeUrl) stripe = await startStripe();
});
after(() => stripe?.close());

test('without a key nothing can be bought, and a bad request is still said to be bad', async () => {
  const u = user();
  const live = (path, body) => sheen('POST', path, body);
  for (const [path, body] of [
    [BUY, { userId: u, package_key: 'mini' }],
    [BUY, { userId: u, package_key: 'mini', currency: 'AED' }],
    ['/v1/billing/subscriptions/checkout', { userId: u, plan_key: 'builder' }],
    ['/v1/billing/portal', { userId: u }],
  ]) {
    const answer = await live(path, body);
    assert.deepEqual([answer.status, answer.body.code], [503, 'stripe_not_configured'], answer.text);
  }
  for (const [body, status, code] of [
    [{ userId: u, package_key: 'none' }, 422, 'unknown_package'],
    [{ userId: 'a/b', package_key: 'mini' }, 422, 'id_invalid'],
    [{ package_key: 'mini' }, 422, 'field_missing'],
    [{ userId: u, package_key: 'mini', currency: 'XYZ' }, 400, 'unknown_currency'],
  ]) {
    const answer = await live(BUY, body);
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text);
  }
});

test('a purchase makes a session with its price and all that the webhook needs', configured, async () => {
  const u = user();
  const answer = await buy(u, { success_url: 'https://app.example/ok?s={CHECKOUT_SESSION_ID}' });
  assert.equal(answer.status, 200, answer.text);
  const { checkout_url: url, session_id: session, ...rest } = answer.body;
  assert.deepEqual(rest, { currency: 'USD', unit_amount_cents: 500, display_price: 5, package_minutes: 60 });
  assert.equal(url, `${stripeUrl}/checkout/${session}`);
  const { body, headers } = stripe.requests.findLast((each) => each.path === '/v1/checkout/sessions');
  const metadata = { tenant: 'sheen', userId: u, packageName: 'mini', minutesPurchased: '60' };
  assert.deepEqual({ ...body.metadata }, metadata);
  assert.deepEqual({ ...body.payment_intent_data.metadata }, metadata);
  assert.equal(body.client_reference_id, u);
  assert.equal(body.line_items[0].price, 'price_sheen_mini_usd');
  assert.match(headers['idempotency-key'], /^weir:/);
  assert.deepEqual(await packages(u), [], 'nothing is credited before it is paid');
});

test('the same purchase again is the same session, and another one under its key is refused', configured, async () => {
  const u = user();
  const once = key();
  const first = await buy(u, {}, { id: once });
  const again = await buy(u, {}, { id: once });
  assert.equal(again.body.session_id, first.body.session_id);
  const replayed = [first, again].map((each) => each.headers.get('idempotency-replayed'));
  assert.deepEqual(replayed, [null, 'true']);
  assert.notEqual((await buy(u)).body.session_id, first.body.session_id);
  const other = await buy(u, { package_key: 'booster' }, { id: once });
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'], other.text);
});

test('a currency without a price is sold in dollars, and the answer says so', configured, async () => {
  const answer = await buy(user(), { currency: 'AED' });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual([answer.body.currency, answer.body.currency_fallback_from], ['USD', 'AED']);
});

test('paying the page credits once, by the webhook that the fake signs', configured, async () => {
  const u = user();
  const { body } = await buy(u);
  for (let i = 0; i < 2; i += 1) {
    const done = await fetch(`${body.checkout_url}/complete`, { method: 'POST', redirect: 'manual' });
    assert.equal(done.status, 302);
  }
  await bought(u, [3600]);
  const { purchases } = (await sheenTest('GET', `/v1/billing/purchases/${u}`)).body;
  assert.deepEqual(purchases.map((each) => [each.key, each.status, each.payment_id]), [['mini', 'paid', body.session_id]]);
});

test('a person pays in a browser', { skip: configured.skip || (!fs.existsSync(chromium) && 'there is no browser here') }, async () => {
  const { chromium: browsers } = await import('playwright-core');
  const u = user();
  const back = 'http://127.0.0.1:9/thanks';
  const { body } = await buy(u, { package_key: 'booster', success_url: `${back}?session={CHECKOUT_SESSION_ID}` });
  const browser = await browsers.launch({
    executablePath: chromium,
    args: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage();
    const returned = page.waitForRequest((request) => request.url().startsWith(back), { timeout: 60_000 });
    await page.goto(body.checkout_url);
    assert.match(await page.textContent('body'), /\$20\.00/);
    await page.click('form button');
    assert.equal((await returned).url(), `${back}?session=${body.session_id}`);
  } finally {
    await browser.close();
  }
  await bought(u, [18_000]);
});

test('a plan is bought by a subscription of its own', configured, async () => {
  const u = user();
  const answer = await sheenTest('POST', '/v1/billing/subscriptions/checkout', { userId: u, plan_key: 'builder' });
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.body.checkout_url, /\/checkout\/cs_/);
  const { body } = stripe.requests.findLast((each) => each.path === '/v1/checkout/sessions');
  assert.equal(body.mode, 'subscription');
  assert.equal(body.subscription_data.metadata.userId, u);
});

test('the portal opens for whoever has bought something', configured, async () => {
  const u = user();
  const none = await sheenTest('POST', '/v1/billing/portal', { userId: u });
  assert.deepEqual([none.status, none.body.code], [404, 'customer_not_found']);
  const customer = await stripe.customer();
  const payment = paid(u, { customer });
  await send({ ...payment, livemode: false, data: { object: { ...payment.data.object, livemode: false } } });
  await eventually(async () => {
    const answer = await sheenTest('POST', '/v1/billing/portal', { userId: u });
    assert.deepEqual([answer.status, answer.body], [200, { portal_url: `${stripeUrl}/portal/${customer}` }], answer.text);
  });
});

test('a purchase sent again after its customer became known is the same session', configured, async () => {
  const u = user();
  const once = { id: key() };
  const first = await buy(u, {}, once);
  const payment = paid(u, { customer: await stripe.customer() });
  await send({ ...payment, livemode: false, data: { object: { ...payment.data.object, livemode: false } } });
  await eventually(async () => assert.equal((await sheenTest('POST', '/v1/billing/portal', { userId: u })).status, 200));
  const again = await buy(u, {}, once);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.body.session_id, first.body.session_id);
});

test('a customer who is gone at Stripe can buy again', configured, async () => {
  const u = user();
  const payment = paid(u, { customer: 'cus_gone' });
  await send({ ...payment, livemode: false, data: { object: { ...payment.data.object, livemode: false } } });
  await eventually(async () => assert.equal((await sheenTest('POST', '/v1/billing/portal', { userId: u })).status, 200));
  const answer = await buy(u);
  assert.equal(answer.status, 200, answer.text);
  const tries = stripe.requests.filter((each) => each.body?.client_reference_id === u);
  assert.deepEqual(tries.map((each) => each.body.customer), ['cus_gone', undefined]);
});

test('what Stripe refuses is a clear problem, and what it cannot do at the moment is tried again', configured, async () => {
  const refused = await buy(user(), { package_key: 'max' });
  assert.deepEqual([refused.status, refused.body.code], [502, 'stripe_refused'], refused.text);
  assert.doesNotMatch(refused.text, /sk_test/);
  stripe.troubles = [500, 500];
  const before = stripe.count('/v1/checkout/sessions');
  const answer = await buy(user());
  assert.equal(answer.status, 200, answer.text);
  const tries = stripe.requests.filter((each) => each.path === '/v1/checkout/sessions').slice(before);
  assert.equal(tries.length, 3);
  assert.equal(new Set(tries.map((each) => each.headers['idempotency-key'])).size, 1);
});
