// Stripe's lists against the ledger: what was paid and never credited, and what was credited and never paid.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStripe, stripeUrl } from './fake-stripe.mjs';
import { DAY, id, now, paid, send } from './stripe.mjs';
import { command, eventually, sheenTest, user } from './weir.mjs';

const configured = { skip: !stripeUrl && 'this Weir knows no fake of Stripe' };

let stripe;
before(async () => {
  if (stripeUrl) stripe = await startStripe();
});
after(() => stripe?.close());

const credited = (u) =>
  eventually(async () => {
    const { body } = await sheenTest('GET', `/v1/accounts/${u}/balance`);
    assert.ok(body.buckets.some((each) => each.source === 'package'), JSON.stringify(body));
  });

test('both lists are named, what agrees is not, and nothing is changed', configured, async () => {
  const [good, unpaid, forgotten] = [user('good'), user('unpaid'), user('forgotten')];
  const answer = await sheenTest('POST', '/v1/billing/packages/purchase', { userId: good, package_key: 'mini' });
  await fetch(`${answer.body.checkout_url}/complete`, { method: 'POST', redirect: 'manual' });
  await credited(good);
  const payment = paid(unpaid);
  await send({ ...payment, livemode: false, data: { object: { ...payment.data.object, livemode: false } } });
  await credited(unpaid);
  const missing = { ...paid(forgotten).data.object, id: id('pi'), created: now() - 3600, livemode: false };
  const line = { id: id('il'), amount: 1900, pricing: { price_details: { price: 'price_sheen_builder_usd' } } };
  const other = { id: id('il'), amount: 1900, pricing: { price_details: { price: 'price_of_something_else' } } };
  const invoice = {
    id: id('in'), object: 'invoice', status: 'paid', customer: 'cus_lost', created: now() - 3600,
    period_end: now() + 30 * DAY, lines: { data: [line, other] },
  };
  stripe.more = { '/v1/payment_intents': [missing], '/v1/invoices': [invoice] };

  const { status, output } = await command('reconcile-stripe', '--mode', 'test');
  assert.equal(status, 1, output);
  assert.match(output, /compared: \d+ paid objects and \d+ grants/);
  const [, lost, extra] = output.split(/paid at Stripe without a grant: |granted without a paid object at Stripe: /);
  assert.match(lost, /^2\n/);
  assert.match(lost, new RegExp(`${missing.id}, ${forgotten}`));
  assert.match(lost, new RegExp(`${invoice.id}, cus_lost`));
  assert.match(extra, new RegExp(`${payment.data.object.id}, sheen/test/${unpaid}`));
  assert.doesNotMatch(output, new RegExp(answer.body.session_id));
  assert.equal((await sheenTest('GET', `/v1/accounts/${forgotten}/balance`)).body.seq, 0);
});

test('without a key it says which one is missing', async () => {
  const { status, output } = await command('reconcile-stripe', '--mode', 'live');
  assert.equal(status, 1, output);
  assert.match(output, /no Stripe key for live mode/);
});
