// Automatic top-ups of test accounts, whose clock is moved by hand: a payment is started once, and the webhook credits it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStripe, stripeUrl } from './fake-stripe.mjs';
import { paid, send } from './stripe.mjs';
import { advance, eventually, midnight, sheenTest, sleep, user } from './weir.mjs';

const configured = { skip: !stripeUrl && 'this Weir knows no fake of Stripe' };
const MINI = 3600;

let stripe;
before(async () => {
  if (!stripeUrl) return;
  stripe = await startStripe();
  await midnight();
});
after(() => stripe?.close());

const path = (u) => `/v1/billing/auto-topup/${u}`;
const total = async (u) => (await sheenTest('GET', `/v1/accounts/${u}/balance`)).body.total;
const becomes = (u, expected) => eventually(async () => assert.equal(await total(u), expected));
const shown = async (u) => (await sheenTest('GET', path(u))).body;
const payments = (u) => stripe.requests.filter((each) => each.method === 'POST' && each.path === '/v1/payment_intents' && each.body.metadata?.userId === u);

/** A user with a card: somebody who has bought a package before. */
async function customer() {
  const u = user();
  const cus = await stripe.customer();
  const payment = paid(u, { customer: cus });
  await send({ ...payment, livemode: false, data: { object: { ...payment.data.object, livemode: false } } });
  await becomes(u, 3900 + MINI);
  return u;
}

async function wish(u, more = {}) {
  const answer = await sheenTest('PUT', path(u), { enabled: true, threshold_seconds: 1000, package_key: 'mini', monthly_cap: 2, ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** Leaves just so much. */
async function spendTo(u, rest) {
  const amount = (await total(u)) - rest;
  const answer = await sheenTest('POST', '/v1/charges', { user: u, amount });
  assert.equal(answer.status, 200, answer.text);
}

const nothingStarts = async (u, count) => {
  await sleep(1500);
  assert.equal(payments(u).length, count);
};

test('what is wished is kept, shown, changed and forgotten', async () => {
  const u = user();
  assert.equal((await sheenTest('GET', path(u))).status, 404);
  assert.deepEqual(await wish(u), {
    enabled: true, threshold_seconds: 1000, package_key: 'mini', monthly_cap: 2, attempts: 0, in_flight: false, declines: 0,
  });
  assert.equal((await wish(u, { threshold_seconds: '2.5' })).threshold_seconds, 2.5);
  for (const wrong of [{ package_key: 'none' }, { threshold_seconds: -1 }, { monthly_cap: 0 }, { more: 1 }]) {
    const answer = await sheenTest('PUT', path(u), { threshold_seconds: 1000, package_key: 'mini', monthly_cap: 2, ...wrong });
    assert.equal(answer.status, 422, answer.text);
  }
  assert.equal((await sheenTest('DELETE', path(u))).body.enabled, false);
  assert.equal((await sheenTest('GET', path(u))).status, 404);
});

test('a charge under the threshold starts one payment; rest and cap are kept; the webhook alone credits', configured, async () => {
  const u = await customer();
  await wish(u);
  await spendTo(u, 1000);
  await nothingStarts(u, 0);
  // Five charges at once, each of them under the threshold.
  await Promise.all(Array.from({ length: 5 }, () => sheenTest('POST', '/v1/charges', { user: u, amount: 10 })));
  await becomes(u, 950 + MINI);
  assert.equal(payments(u).length, 1);
  const [{ body, headers }] = payments(u);
  assert.deepEqual([body.amount, body.currency, body.off_session], ['500', 'usd', 'true']);
  assert.match(headers['idempotency-key'], /^weir:topup:/);
  await eventually(async () => assert.deepEqual([(await shown(u)).in_flight, (await shown(u)).attempts], [false, 1]));
  await eventually(async () => {
    const { events } = (await sheenTest('GET', `/v1/billing/events/${u}`)).body;
    assert.deepEqual(events.filter((each) => each.type === 'auto_topup_triggered').map((each) => each.seconds), [MINI]);
  });
  const { purchases } = (await sheenTest('GET', `/v1/billing/purchases/${u}`)).body;
  assert.deepEqual(purchases.map((each) => each.auto_topup), [true, false]);

  await spendTo(u, 100);
  await nothingStarts(u, 1);
  await advance('PT10M');
  await sheenTest('POST', '/v1/charges', { user: u, amount: 1 });
  await becomes(u, 99 + MINI);
  await eventually(async () => assert.equal((await shown(u)).in_flight, false));
  await advance('PT10M');
  await spendTo(u, 50);
  await nothingStarts(u, 2);
});

test('a card that refuses is asked again later, and not after the third time', configured, async () => {
  const u = await customer();
  await wish(u, { monthly_cap: 10 });
  stripe.cards = 'decline';
  try {
    for (const [declines, pause] of [[1, 'PT1H'], [2, 'PT2H'], [3, 'P2D']]) {
      await spendTo(u, 100 - declines);
      await eventually(async () => assert.equal((await shown(u)).declines, declines));
      await sheenTest('POST', '/v1/charges', { user: u, amount: '0.5' });
      await nothingStarts(u, declines);
      await advance(pause);
    }
    assert.equal((await shown(u)).enabled, false);
    await spendTo(u, 10);
    await nothingStarts(u, 3);
  } finally {
    stripe.cards = 'pay';
  }
  assert.equal(await total(u), 10, 'nothing was credited');
  assert.equal((await wish(u)).enabled, true, 'wished anew it is tried anew');
  await sheenTest('POST', '/v1/charges', { user: u, amount: 1 });
  await becomes(u, 9 + MINI);
});

test('whoever has no card at Stripe is not charged', configured, async () => {
  const u = user();
  await wish(u);
  await spendTo(u, 10);
  await eventually(async () => assert.equal((await shown(u)).declines, 1));
  await nothingStarts(u, 0);
});
