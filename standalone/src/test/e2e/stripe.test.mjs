// Money in, over HTTP alone: signed webhooks go in, and the balance that a client reads is what is looked at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DAY, checkedOut, deliver, dispute, event, id, invoice, invoiceOf2024, linked, now, paid, refunded, send, signature,
  subscription,
} from './stripe.mjs';
import { eventually, raw, sheen, sleep, user, withKey } from './weir.mjs';

const OPENING = 3900;
const MINI = 3600;
const BUILDER = 600 * 60;

const get = async (path) => {
  const answer = await sheen('GET', path);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};
const balance = (u) => get(`/v1/accounts/${u}/balance`);
const billing = (u) => get(`/v1/billing/balance/${u}`);
const ledger = async (u) => (await get(`/v1/accounts/${u}/ledger?limit=1000`)).entries;
const becomes = (u, total) => eventually(async () => assert.equal((await balance(u)).total, total));
const shows = (u, plan, status) =>
  eventually(async () => {
    const shown = await billing(u);
    assert.deepEqual([shown.plan_key, shown.subscription_status], [plan, status]);
  });
const sources = (b) => b.buckets.map((each) => [each.source, each.remaining]).sort();

/** After this has had its effect, everything sent before it has been made commands of. */
async function settled() {
  const u = user('settled');
  await send(paid(u));
  await becomes(u, OPENING + MINI);
}

/** By a refusal that is decided behind whatever was made of events for this account. */
async function stays(u, total) {
  await settled();
  const behind = await sheen('POST', '/v1/charges', { user: u, amount: 10 ** 9 });
  assert.equal(behind.status, 402, behind.text);
  await sleep(300);
  assert.equal((await balance(u)).total, total);
}

test('a payment for a package credits its minutes for ninety days, and only once', async () => {
  const u = user();
  const payment = paid(u);
  await send(payment);
  await becomes(u, OPENING + MINI);
  const [bucket] = (await balance(u)).buckets.filter((each) => each.source === 'package');
  assert.equal(bucket.id, payment.data.object.id);
  assert.equal(Date.parse(bucket.expiresAt) - Date.parse(bucket.grantedAt), 90 * DAY * 1000);
  const again = { ...payment, id: id('evt') };
  const session = checkedOut(u, { payment: payment.data.object.id });
  await send(payment, again, session);
  await stays(u, OPENING + MINI);
  assert.equal((await get(`/v1/accounts/${u}/verify`)).valid, true);
});

test('a payment that its account cannot take is set aside, and is granted when there is room', async () => {
  const u = user();
  const gift = () => sheen('POST', '/v1/grants', { user: u, source: 'gift', amount: 1 });
  const most = 998; // beside the welcome and the day's bonus
  for (let given = 0; given < most; given += 100) {
    await Promise.all(Array.from({ length: Math.min(100, most - given) }, gift));
  }
  assert.equal((await gift()).body.code, 'too_many_buckets');
  await send(paid(u));
  const mine = async () => (await get('/v1/quarantine')).records.find((each) => each.key === `sheen/live/${u}`);
  const { id: place, reason } = await eventually(async () => (await mine()) ?? assert.fail('it is not there yet'));
  assert.equal(reason, 'too_many_buckets');
  assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: OPENING + most })).status, 200);
  assert.equal((await sheen('POST', `/v1/quarantine/${place}/resend`)).status, 202);
  await becomes(u, MINI);
});

test('a completed checkout credits when it is paid, or when the payment comes later', async () => {
  const [now1, later] = [user(), user()];
  await send(checkedOut(now1, { name: 'booster', minutes: 300, amount: 2000 }));
  const payment = id('pi');
  await send(checkedOut(later, { payment, status: 'unpaid' }));
  await becomes(now1, OPENING + 300 * 60);
  await stays(later, OPENING);
  await send(checkedOut(later, { payment, type: 'async_payment_succeeded' }));
  await becomes(later, OPENING + MINI);
});

test('a refund takes back in proportion, rounded down, and the same news again nothing', async () => {
  const u = user();
  const payment = paid(u, { amount: 900 });
  const pi = payment.data.object.id;
  await send(payment);
  await becomes(u, OPENING + MINI);
  await send(refunded(pi, 100, 900));
  await becomes(u, OPENING + 3200);
  await send(refunded(pi, 100, 900), refunded(pi, 50, 900));
  await stays(u, OPENING + 3200);
  await send(refunded(pi, 200, 900), refunded(pi, 900, 900));
  await becomes(u, OPENING);
});

test('a third of a package that does not divide is rounded down', async () => {
  const u = user();
  const payment = paid(u, { amount: 700, minutes: 1 });
  await send(payment);
  await becomes(u, OPENING + 60);
  await send(refunded(payment.data.object.id, 100, 700));
  await becomes(u, OPENING + 60 - 8.571428);
});

test('a refund of what was spent becomes debt, which the next purchase repays', async () => {
  const u = user();
  const payment = paid(u);
  await send(payment);
  await becomes(u, OPENING + MINI);
  const spent = await sheen('POST', '/v1/charges', { user: u, amount: OPENING + MINI });
  assert.equal(spent.status, 200, spent.text);
  await send(refunded(payment.data.object.id, 500));
  await eventually(async () => assert.equal((await balance(u)).debt, MINI));
  await send(paid(u, { name: 'booster', minutes: 300, amount: 2000 }));
  await eventually(async () => {
    const { total, debt } = await balance(u);
    assert.deepEqual([total, debt], [300 * 60 - MINI, 0]);
  });
});

test('a refund that comes before its payment waits for it', async () => {
  const u = user();
  const payment = paid(u);
  await send(refunded(payment.data.object.id, 250));
  await settled();
  await send(payment);
  await becomes(u, OPENING + MINI / 2);
});

test('a dispute takes the money back, and a won one restores it once', async () => {
  const u = user();
  const payment = paid(u);
  const about = { id: id('dp'), payment: payment.data.object.id };
  await send(payment, dispute('created', { ...about, status: 'needs_response' }));
  await eventually(async () => assert.ok((await ledger(u)).some((each) => each.kind === 'revoked')));
  await becomes(u, OPENING);
  const won = dispute('closed', { ...about, status: 'won' });
  await send(won, won, { ...won, id: id('evt') });
  await becomes(u, OPENING + MINI);
  await send(dispute('updated', { ...about, status: 'under_review' }), dispute('funds_reinstated', { ...about, status: 'won' }));
  await stays(u, OPENING + MINI);
});

test('a lost dispute keeps it, also when it is heard of before the payment', async () => {
  const u = user();
  const payment = paid(u);
  await send(dispute('closed', { id: id('dp'), payment: payment.data.object.id, status: 'lost' }), payment);
  await eventually(async () => assert.ok((await ledger(u)).some((each) => each.kind === 'revoked')));
  await stays(u, OPENING);
});

for (const [name, shape] of [['of today', invoice], ['of 2024', invoiceOf2024]]) {
  test(`a paid invoice in the shape ${name} makes the plan active and credits the catalog's minutes`, async () => {
    const u = user();
    const customer = id('cus');
    const sub = id('sub');
    const end = now() + 30 * DAY;
    await send(linked(u, customer, sub), shape({ customer, subscription: sub, start: now(), end }));
    await becomes(u, OPENING + BUILDER);
    await shows(u, 'builder', 'active');
    const [bucket] = (await billing(u)).buckets.paid.filter((each) => each.source === 'subscription');
    assert.deepEqual([bucket.seconds, Date.parse(bucket.expires_at)], [BUILDER, end * 1000]);
    const { events } = await get(`/v1/billing/events/${u}`);
    assert.ok(events.some((each) => each.type === 'subscription_credit' && each.seconds === BUILDER));
  });
}

test("a subscription's payment refunded in the API of today takes the period's minutes back", async () => {
  const u = user();
  const customer = id('cus');
  const sub = id('sub');
  const pi = id('pi');
  const bill = invoice({ customer, subscription: sub, start: now(), end: now() + 30 * DAY });
  const payment = { id: id('inpay'), invoice: bill.data.object.id, payment: { type: 'payment_intent', payment_intent: pi } };
  await send(refunded(pi, 950, 1900), event('invoice_payment.paid', payment), bill, linked(u, customer, sub));
  await becomes(u, OPENING + BUILDER / 2);
});

test('numbers in metadata are read like the text that they should be', async () => {
  const u = user();
  await send(paid(u, { metadata: { minutesPurchased: 60 } }));
  await becomes(u, OPENING + MINI);
});

test('the plan and the status follow the subscription, and the newest news of it wins', async () => {
  const u = user();
  const customer = id('cus');
  const sub = id('sub');
  const t = now() - 100;
  const about = (more) => ({ id: sub, customer, ...more });
  assert.deepEqual([(await billing(u)).plan_key, (await billing(u)).subscription_status], ['free', 'none']);
  await send(linked(u, customer, sub, t), subscription('created', about({ status: 'incomplete', created: t })));
  await shows(u, 'free', 'incomplete');
  await send(invoice({ customer, subscription: sub, start: t, end: t + 30 * DAY, created: t + 1 }));
  await shows(u, 'builder', 'active');
  await send(subscription('updated', about({ plan: 'pro', created: t + 10 })));
  await shows(u, 'pro', 'active');
  await send(subscription('updated', about({ plan: 'builder', created: t + 5 })));
  await settled();
  await shows(u, 'pro', 'active');
  await send(subscription('updated', about({ plan: 'pro', status: 'past_due', created: t + 20 })));
  await shows(u, 'pro', 'past_due');
  const before = (await balance(u)).total;
  await send(subscription('deleted', about({ plan: 'pro', status: 'canceled', created: t + 30 })));
  await shows(u, 'free', 'canceled');
  assert.equal((await balance(u)).total, before, 'balances stay until they expire');
});

test('a renewal rolls the unused rest over, and the older invoice coming second ends in the same state', async () => {
  const t = now() - 60;
  const periods = (customer, sub) => [
    invoice({ customer, subscription: sub, start: t - 30 * DAY, end: t + DAY, created: t - DAY }),
    invoice({ customer, subscription: sub, start: t + DAY, end: t + 31 * DAY, created: t }),
  ];
  const states = [];
  for (const reversed of [false, true]) {
    const u = user();
    const customer = id('cus');
    const sub = id('sub');
    const invoices = periods(customer, sub);
    await send(linked(u, customer, sub), ...(reversed ? invoices.reverse() : invoices));
    await becomes(u, OPENING + 2 * BUILDER);
    await shows(u, 'builder', 'active');
    const { buckets } = await balance(u);
    states.push(
      buckets
        .filter((each) => each.source !== 'daily' && each.source !== 'welcome')
        .map((each) => [each.source, each.remaining])
        .sort(),
    );
  }
  assert.deepEqual(states[0], [['rollover', BUILDER], ['subscription', BUILDER]]);
  assert.deepEqual(states[1], states[0]);
});

test('what is spent of a period does not roll over, and a third period discards what is over the cap', async () => {
  const u = user();
  const customer = id('cus');
  const sub = id('sub');
  const t = now() - 60;
  await send(linked(u, customer, sub), invoice({ customer, subscription: sub, start: t, end: t + 10 * DAY }));
  await becomes(u, OPENING + BUILDER);
  assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 900 + 6000 })).status, 200);
  await send(invoice({ customer, subscription: sub, start: t + 10 * DAY, end: t + 20 * DAY }));
  await becomes(u, OPENING - 900 - 6000 + 2 * BUILDER);
  await send(invoice({ customer, subscription: sub, start: t + 20 * DAY, end: t + 30 * DAY }));
  await eventually(async () => assert.ok((await ledger(u)).some((each) => each.kind === 'discarded')));
  await eventually(async () => {
    const shown = sources(await balance(u)).filter(([source]) => source === 'rollover');
    assert.equal(shown.reduce((sum, [, seconds]) => sum + seconds, 0), BUILDER, 'the cap of the plan');
  });
  assert.equal((await get(`/v1/accounts/${u}/verify`)).valid, true);
});

test('news of a customer whom nobody knows waits, and is taken in its order when the link comes', async () => {
  const u = user();
  const customer = id('cus');
  const sub = id('sub');
  const t = now() - 50;
  await send(
    subscription('updated', { id: sub, customer, plan: 'pro', created: t + 5 }),
    subscription('created', { id: sub, customer, plan: 'builder', created: t }),
    invoice({ customer, subscription: sub, start: t, end: t + 30 * DAY, created: t + 1 }),
  );
  await stays(u, OPENING);
  const { details } = (await raw('GET', '/health')).body.parts?.stripe ?? {};
  if (details) assert.ok(details.waiting > 0, JSON.stringify(details));
  await send(linked(u, customer, sub, t));
  await becomes(u, OPENING + BUILDER);
  await shows(u, 'pro', 'active');
});

test('every payment is a purchase with its price and what became of it', async () => {
  const u = user();
  const customer = id('cus');
  const sub = id('sub');
  const payments = ['paid', 'part', 'all', 'disputed', 'won'].map(() => paid(u, { customer }));
  const [, part, all, disputed, won] = payments.map((each) => each.data.object.id);
  const bill = invoiceOf2024({ customer, subscription: sub, start: now(), end: now() + 30 * DAY, payment: id('pi') });
  const dp = { id: id('dp'), payment: won };
  await send(...payments, bill, bill);
  await becomes(u, OPENING + 5 * MINI + BUILDER);
  await send(
    refunded(part, 100), refunded(all, 500), dispute('created', { id: id('dp'), payment: disputed, status: 'needs_response' }),
    dispute('created', { ...dp, status: 'needs_response' }), dispute('closed', { ...dp, status: 'won' }),
  );
  await eventually(async () => assert.ok((await ledger(u)).some((each) => each.operation === 'dispute_won')));
  await becomes(u, OPENING + 3 * MINI - MINI / 5 + BUILDER);
  const { purchases, next_cursor: end } = await get(`/v1/billing/purchases/${u}`);
  assert.equal(end, null);
  assert.deepEqual(
    purchases.map((each) => [each.type, each.key, each.status, each.refunded_cents]).reverse(),
    [
      ['package', 'mini', 'paid', 0],
      ['package', 'mini', 'partially_refunded', 100],
      ['package', 'mini', 'refunded', 500],
      ['package', 'mini', 'disputed', 0],
      ['package', 'mini', 'paid', 0],
      ['subscription', 'builder', 'paid', 0],
    ],
  );
  const [subscribed, ...packages] = purchases;
  assert.deepEqual([subscribed.amount, subscribed.price_cents, subscribed.currency], [BUILDER, 1900, 'USD']);
  assert.deepEqual([subscribed.invoice_id, subscribed.payment_id], [bill.data.object.id, bill.data.object.payment_intent]);
  assert.deepEqual([packages[0].payment_id, packages[0].price_cents, packages[0].amount], [won, 500, MINI]);

  const paged = [];
  let cursor = '';
  do {
    const page = await get(`/v1/billing/purchases/${u}?limit=4${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.purchases);
    cursor = page.next_cursor;
  } while (cursor);
  assert.deepEqual(paged, purchases);
  assert.deepEqual(await get(`/v1/billing/purchases/${user()}`), { purchases: [], next_cursor: null });
});

test('other kinds of events are taken, counted and ignored, whatever their API version', async () => {
  const u = user();
  const metadata = { userId: u, packageName: 'mini', minutesPurchased: '60' };
  await send(
    event('product.created', { id: id('prod'), metadata }),
    event('payment_intent.created', { id: id('pi'), amount: 500, metadata }),
    event('no.such.type', { id: 'x', metadata }),
    event('product.created', { id: id('prod') }, { api_version: '2099-01-01.zebra' }),
    event('product.created', { id: id('prod') }, { api_version: undefined }),
  );
  await stays(u, OPENING);
});

test('a payment without api_version is a payment', async () => {
  const u = user();
  await send({ ...paid(u), api_version: undefined });
  await becomes(u, OPENING + MINI);
});

test('live and test money never meet', async () => {
  const u = user();
  const test = { ...paid(u), livemode: false };
  assert.equal((await deliver(JSON.stringify(test))).status, 400, 'the event says test, its object live');
  const payment = paid(u);
  payment.livemode = false;
  payment.data.object.livemode = false;
  await send(payment);
  await eventually(async () => {
    const answer = await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { mode: 'test' });
    assert.ok(answer.body.buckets.some((each) => each.source === 'package'), answer.text);
  });
  await stays(u, OPENING);
});

test('the tenant in the metadata gets the minutes in its own unit', async () => {
  const u = user();
  await send(paid(u, { metadata: { tenant: 'sparked' } }));
  await eventually(async () => {
    const answer = await withKey('sk_live_sparked_dev', 'GET', '/api/credits/balance', undefined, { as: u });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.balance ?? answer.body.credits, 160, answer.text);
  });
  await stays(u, OPENING);
});

test('B42: nothing that is wrong with a signature gets in', async () => {
  const u = user();
  const body = JSON.stringify(paid(u));
  const right = signature(body).split('v1=')[1];
  const t = now();
  const wrong = {
    'no header': null,
    empty: '',
    garbled: 'garbled',
    'no time': `v1=${right}`,
    'no v1': `t=${t}`,
    'only v0': `t=${t},v0=${right}`,
    'a wrong v1': `t=${t},v1=${'0'.repeat(64)}`,
    'upper case': signature(body).replace(/v1=.*/, (v) => `v1=${v.slice(3).toUpperCase()}`),
    'too old': signature(body, { t: t - 302 }),
    'from the future': signature(body, { t: t + 900 }),
    'the secret of another endpoint': signature(body, { secret: 'whsec_other' }),
    'of the body serialised again': signature(JSON.stringify(JSON.parse(body), null, 1)),
  };
  for (const [what, header] of Object.entries(wrong)) {
    const answer = await deliver(body, { header });
    assert.equal(answer.status, 400, `${what}: ${answer.text}`);
    assert.doesNotMatch(answer.text, new RegExp(right));
  }
  await stays(u, OPENING);
});

test('B43: one right signature among several is enough', async () => {
  const u = user();
  const body = JSON.stringify(paid(u));
  const [t, v1] = signature(body).split(',');
  const answer = await deliver(body, { header: `${t},v1=${'0'.repeat(64)},${v1},v0=x` });
  assert.equal(answer.status, 200, answer.text);
  await becomes(u, OPENING + MINI);
});

test('B44: events of a connected account, and signed bytes that are no event, are refused', async () => {
  const refusals = ['{', '[]', 'null', '""', '{"type":"x"}', JSON.stringify({ ...paid(user()), account: 'acct_2' })];
  for (const body of refusals) {
    const answer = await deliver(body);
    assert.equal(answer.status, 400, `${body}: ${answer.text}`);
  }
});

test('all three addresses take webhooks', async () => {
  for (const path of ['/v1/webhooks/stripe', '/webhook/stripe', '/api/webhooks/stripe']) {
    const u = user();
    const answer = await deliver(JSON.stringify(paid(u)), { path });
    assert.deepEqual([answer.status, answer.body], [200, { received: true }], path);
    await becomes(u, OPENING + MINI);
  }
});

test('F44: one lifecycle in shuffled orders with duplicates ends in one balance', async () => {
  const ends = new Set();
  for (const seed of [1, 2, 3, 4]) {
    const u = user();
    const customer = id('cus');
    const sub = id('sub');
    const t = now() - 100;
    const payment = paid(u, { customer });
    const pi = payment.data.object.id;
    const dp = { id: id('dp'), payment: pi };
    const lifecycle = [
      checkedOut(u, { payment: pi, customer }),
      payment,
      linked(u, customer, sub, t),
      invoice({ customer, subscription: sub, start: t - 30 * DAY, end: t + DAY, created: t + 1 }),
      invoice({ customer, subscription: sub, start: t + DAY, end: t + 31 * DAY, created: t + 2 }),
      subscription('updated', { id: sub, customer, plan: 'builder', created: t + 3 }),
      refunded(pi, 250),
      refunded(pi, 400),
      dispute('created', { ...dp, status: 'needs_response', amount: 100, created: t + 5 }),
      dispute('closed', { ...dp, status: 'won', amount: 100, created: t + 6 }),
    ];
    const order = [...lifecycle, ...lifecycle]
      .map((each, i) => [(Math.imul(i + 1, 2654435761 * seed + 40503) >>> 7) % 1000, each])
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each);
    await send(...order);
    await becomes(u, OPENING + 2 * BUILDER + MINI / 5);
    await stays(u, OPENING + 2 * BUILDER + MINI / 5);
    await shows(u, 'builder', 'active');
    const end = await balance(u);
    ends.add(JSON.stringify([sources(end), end.debt]));
    assert.equal((await get(`/v1/accounts/${u}/verify`)).valid, true);
  }
  assert.equal(ends.size, 1, [...ends].join('\n'));
});
