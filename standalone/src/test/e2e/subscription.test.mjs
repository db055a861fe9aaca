// A plan's life as the billing guide shows it: bought, renewed, rolled over, warned of, discarded, cancelled.
// In test mode: Stripe's events are signed as Stripe signs them, time is the test clock's.
// It moves the clock by months, so it comes after those that live in the present.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { advance, eventually, raw, sheenTest, user } from './weir.mjs';

const DAY = 86_400_000;
const MONTH = 30 * DAY;
const BUILDER = 36_000;
// Stripe's events take a way of their own through the topology, which a busy machine makes longer.
let created = Math.floor(Date.now() / 1000) - 100;

async function stripe(type, object) {
  created += 1;
  const event = { id: `evt_${crypto.randomUUID()}`, object: 'event', api_version: '2026-07-29.dahlia', type, livemode: false, created,
    data: { object: { livemode: false, ...object } } };
  const body = JSON.stringify(event);
  const t = Math.floor(Date.now() / 1000);
  const v1 = crypto.createHmac('sha256', 'whsec_weir_dev').update(`${t}.${body}`).digest('hex');
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${t},v1=${v1}` };
  const answer = await raw('POST', '/v1/webhooks/stripe', headers, body);
  assert.deepEqual([answer.status, answer.body], [200, { received: true }], answer.text);
}

const seconds = (ms) => Math.floor(ms / 1000);
const invoice = (who, start) => stripe('invoice.paid', {
  id: `in_${crypto.randomUUID()}`, object: 'invoice', customer: who.customer, amount_paid: 1900, currency: 'usd',
  parent: { subscription_details: { subscription: who.subscription, metadata: {} } },
  lines: { data: [{
    id: `il_${crypto.randomUUID()}`, amount: 1900, period: { start: seconds(start), end: seconds(start + MONTH) },
    parent: { type: 'subscription_item_details', subscription_item_details: { subscription: who.subscription, proration: false } },
    pricing: { price_details: { price: 'price_sheen_builder_usd' } },
  }] },
});

const ok = async (answering) => {
  const answer = await answering;
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
};
const balance = (u) => ok(sheenTest('GET', `/v1/billing/balance/${u}`));
const events = async (u, type) =>
  (await ok(sheenTest('GET', `/v1/billing/events/${u}?limit=500`))).events.filter((e) => e.type === type);
const moveTo = (ms) => ok(sheenTest('POST', '/v1/test/clock', { set: new Date(ms).toISOString() }));
const has = (shown, source) => shown.buckets.paid.filter((b) => b.source === source).map((b) => b.seconds);

test('a plan is bought, renewed with rollover, warned before a discard, and ends with what was bought left', async () => {
  const { body } = await advance('PT1S');
  const start = Math.ceil(Date.parse(body.now) / 1000) * 1000;
  await moveTo(start);
  const u = user();
  const who = { customer: `cus_${crypto.randomUUID()}`, subscription: `sub_${crypto.randomUUID()}` };

  await stripe('checkout.session.completed', {
    id: `cs_${crypto.randomUUID()}`, object: 'checkout.session', mode: 'subscription', payment_status: 'paid', client_reference_id: u,
    ...who, metadata: { userId: u, tenant: 'sheen' },
  });
  await invoice(who, start);
  await eventually(async () => {
    const shown = await balance(u);
    assert.deepEqual([shown.plan_key, shown.subscription_status], ['builder', 'active']);
    assert.deepEqual(has(shown, 'subscription'), [BUILDER]);
    const bucket = shown.buckets.paid.find((b) => b.source === 'subscription');
    assert.equal(bucket.expires_at, new Date(start + MONTH).toISOString());
  });
  assert.deepEqual((await events(u, 'subscription_credit')).map((e) => e.seconds), [BUILDER]);

  const operations = [{ operation: 'build', estimate_seconds: 1_000_000 }];
  const [judged] = await ok(sheenTest('POST', '/v1/billing/check-sufficient-batch', { userId: u, operations }));
  assert.deepEqual(judged.suggestions.map((s) => s.type), ['package'], 'who has a plan is not told to upgrade');

  await moveTo(start + MONTH);
  await invoice(who, start + MONTH);
  await eventually(async () => {
    const shown = await balance(u);
    assert.deepEqual([has(shown, 'rollover'), has(shown, 'subscription')], [[BUILDER], [BUILDER]]);
    const rollover = shown.buckets.paid.find((b) => b.source === 'rollover');
    assert.equal(rollover.expires_at, new Date(start + MONTH + 90 * DAY).toISOString());
  });
  assert.deepEqual((await events(u, 'rollover_created')).map((e) => e.seconds), [BUILDER]);
  assert.deepEqual(await events(u, 'rollover_discard'), []);

  const before = await balance(u);
  await moveTo(start + 2 * MONTH - 3 * DAY);
  const [warning] = await eventually(async () => {
    const found = await events(u, 'rollover_discard_pending');
    assert.equal(found.length, 1);
    return found;
  });
  assert.equal(warning.seconds, BUILDER);
  assert.equal(warning.timestamp, new Date(start + 2 * MONTH - 3 * DAY).toISOString());
  assert.deepEqual((await balance(u)).totals.paid_seconds, before.totals.paid_seconds, 'a warning moves nothing');

  // A renewal that comes before the old period is over, as with a changed billing date: what does not fit is discarded.
  await moveTo(start + 2 * MONTH - DAY);
  await invoice(who, start + 2 * MONTH - DAY);
  await eventually(async () => assert.deepEqual((await events(u, 'rollover_discard')).map((e) => e.seconds), [-BUILDER]));
  await eventually(async () => {
    const renewed = await balance(u);
    assert.deepEqual([has(renewed, 'rollover'), has(renewed, 'subscription')], [[BUILDER], [BUILDER]]);
  });
  assert.equal((await events(u, 'rollover_discard_pending')).length, 1, 'one warning a period');

  await stripe('customer.subscription.deleted', {
    id: who.subscription, object: 'subscription', customer: who.customer, status: 'canceled', metadata: {},
    items: { data: [{ price: { id: 'price_sheen_builder_usd' }, current_period_end: seconds(start + 3 * MONTH) }] },
  });
  await eventually(async () => {
    const shown = await balance(u);
    assert.deepEqual([shown.plan_key, shown.subscription_status], ['free', 'canceled']);
    assert.deepEqual([has(shown, 'rollover'), has(shown, 'subscription')], [[BUILDER], [BUILDER]]);
  });
});
