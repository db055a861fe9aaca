// Stripe as Weir sees it: signed webhooks, and objects in the shapes that Stripe's API gives them.
import crypto from 'node:crypto';
import { raw } from './weir.mjs';

export const webhookSecret = 'whsec_weir_dev';
export const DAY = 86_400;
export const now = () => Math.floor(Date.now() / 1000);
export const id = (prefix) => `${prefix}_${crypto.randomBytes(12).toString('hex')}`;

const v1 = (secret, t, body) => crypto.createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');

export function signature(body, { t = now(), secret = webhookSecret } = {}) {
  return `t=${t},v1=${v1(secret, t, body)}`;
}

/** Delivers bytes as Stripe does; `header` replaces the signature that would be right. */
export function deliver(body, { path = '/v1/webhooks/stripe', header, ...by } = {}) {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  const signed = header === undefined ? signature(body, by) : header;
  if (signed !== null) headers['Stripe-Signature'] = signed;
  return raw('POST', path, headers, body);
}

export const event = (type, object, { created = now(), livemode = true, ...more } = {}) => ({
  id: id('evt'),
  object: 'event',
  api_version: '2026-07-29.dahlia',
  created,
  livemode,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
  data: { object: { livemode, ...object } },
  ...more,
});

/** Delivers events one after the other; each must be taken. */
export async function send(...events) {
  for (const each of events) {
    const answer = await deliver(JSON.stringify(each));
    if (answer.status !== 200 || answer.body.received !== true) {
      throw new Error(`${each.type}: ${answer.status} ${answer.text}`);
    }
  }
}

export const paid = (user, { payment = id('pi'), amount = 500, name = 'mini', minutes = 60, customer = null, metadata } = {}) =>
  event('payment_intent.succeeded', {
    id: payment,
    object: 'payment_intent',
    amount,
    amount_received: amount,
    currency: 'usd',
    customer,
    status: 'succeeded',
    metadata: { userId: user, packageName: name, minutesPurchased: String(minutes), ...metadata },
  });

export const checkedOut = (user, { payment = id('pi'), amount = 500, name = 'mini', minutes = 60, customer = null, status = 'paid', type = 'completed' } = {}) =>
  event(`checkout.session.${type}`, {
    id: id('cs'),
    object: 'checkout.session',
    mode: 'payment',
    payment_status: status,
    payment_intent: payment,
    amount_total: amount,
    currency: 'usd',
    customer,
    client_reference_id: user,
    metadata: { userId: user, packageName: name, minutesPurchased: String(minutes) },
  });

export const linked = (user, customer, subscription = id('sub'), created = now()) =>
  event(
    'checkout.session.completed',
    {
      id: id('cs'),
      object: 'checkout.session',
      mode: 'subscription',
      payment_status: 'paid',
      customer,
      subscription,
      client_reference_id: user,
      metadata: { userId: user },
    },
    { created },
  );

export const subscription = (kind, { id: sub, customer, plan = 'builder', status = 'active', end = now() + 30 * DAY, created }) =>
  event(
    `customer.subscription.${kind}`,
    {
      id: sub,
      object: 'subscription',
      customer,
      status,
      items: { object: 'list', data: [{ id: id('si'), price: { id: `price_sheen_${plan}_usd` }, current_period_end: end }] },
      metadata: {},
    },
    { created },
  );

/** A paid invoice as the current API shows it. */
export const invoice = ({ customer, subscription: sub, plan = 'builder', start, end, invoice: inv = id('in'), amount = 1900, created }) =>
  event(
    'invoice.paid',
    {
      id: inv,
      object: 'invoice',
      customer,
      amount_paid: amount,
      currency: 'usd',
      status: 'paid',
      parent: { type: 'subscription_details', subscription_details: { subscription: sub, metadata: {} } },
      lines: {
        object: 'list',
        has_more: false,
        data: [
          {
            id: id('il'),
            object: 'line_item',
            amount,
            period: { start, end },
            parent: {
              type: 'subscription_item_details',
              subscription_item_details: { subscription: sub, proration: false },
            },
            pricing: { type: 'price_details', price_details: { price: `price_sheen_${plan}_usd`, product: 'prod_1' } },
          },
        ],
      },
    },
    { created },
  );

/** The same as the API of 2024 shows it. */
export function invoiceOf2024(what) {
  const today = invoice(what);
  const { parent, lines, ...object } = today.data.object;
  const [line] = lines.data;
  return {
    ...today,
    api_version: '2024-06-20',
    data: {
      object: {
        ...object,
        subscription: what.subscription,
        payment_intent: what.payment ?? id('pi'),
        lines: {
          ...lines,
          data: [
            {
              id: line.id,
              object: 'line_item',
              type: 'subscription',
              amount: line.amount,
              period: line.period,
              proration: false,
              subscription: what.subscription,
              price: { id: line.pricing.price_details.price },
            },
          ],
        },
      },
    },
  };
}

export const refunded = (payment, amountRefunded, amount = 500) =>
  event('charge.refunded', {
    id: id('ch'),
    object: 'charge',
    payment_intent: payment,
    amount,
    amount_refunded: amountRefunded,
    refunded: amountRefunded === amount,
  });

export const dispute = (kind, { id: dp, payment, status, amount = 500, created }) =>
  event(
    `charge.dispute.${kind}`,
    { id: dp, object: 'dispute', charge: id('ch'), payment_intent: payment, amount, currency: 'usd', status },
    { created },
  );
