// Stripe's API, played by two fakes that others wrote: `emulate` keeps the objects, shows the hosted page and signs its webhooks,
// and the front of `stripe-stateful-mock` checks keys and idempotency. Answered here is only what neither of them has.
import { createRequire } from 'node:module';
import http from 'node:http';
import net from 'node:net';
import { createEmulator } from 'emulate';
import { id, webhookSecret } from './stripe.mjs';
import { base, listen } from './weir.mjs';

const require = createRequire(import.meta.url);
const mock = createRequire(require.resolve('stripe-stateful-mock'));
const express = mock('express');
const { auth } = mock('./api/auth');
const { idempotencyRoute } = mock('./api/idempotency');
mock('loglevel').setLevel('silent');

/** Where Weir has been told that Stripe is; empty where Stripe is not configured. */
export const stripeUrl = process.env.WEIR_STRIPE_URL;

const catalog = [['mini', 500], ['booster', 2000], ['builder', 1900]];
const seed = {
  stripe: {
    products: catalog.map(([key]) => ({ id: `prod_${key}`, name: key })),
    prices: catalog.map(([key, cents]) => ({
      id: `price_sheen_${key}_usd`, product_name: key, currency: 'usd', unit_amount: cents,
    })),
    webhooks: [{ url: `${base}/v1/webhooks/stripe`, events: ['*'], secret: webhookSecret }],
  },
};

const freePort = () =>
  new Promise((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

const declined = {
  error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.' },
};

const withMore = (list, more) => ({ ...list, data: [...list.data, ...more] });

/** Starts it where Weir looks for it. `requests` are those that came, `troubles` what happens to the next ones,
 * `cards` whether they pay, `more` what lists have besides. */
export async function startStripe() {
  const port = await freePort();
  const fake = { requests: [], troubles: [], cards: 'pay', more: {} };
  const app = express();
  const keep = (request, _, bytes) => {
    request.bytes = bytes;
  };
  app.use(express.urlencoded({ extended: true, verify: keep }));
  app.use('/v1', (request, response, next) => {
    fake.requests.push({ method: request.method, path: request.originalUrl, body: request.body, headers: request.headers });
    const trouble = fake.troubles.shift();
    if (trouble) response.status(trouble).send({ error: { type: 'api_error', message: 'A trouble that was ordered.' } });
    else next();
  });
  app.use('/v1', auth.authRoute, idempotencyRoute);
  app.get('/v1/payment_methods', (_, response) =>
    response.status(200).send({ object: 'list', has_more: false, data: [{ id: 'pm_card', object: 'payment_method', type: 'card' }] }));
  app.post('/v1/billing_portal/sessions', (request, response) =>
    response.status(200).send({ id: id('bps'), object: 'billing_portal.session', url: `${stripeUrl}/portal/${request.body.customer}` }));
  app.post('/v1/payment_intents', (_, response, next) => {
    if (fake.cards === 'decline') response.status(402).send(declined);
    else next();
  });
  app.get('/v1/invoices', (_, response) =>
    response.status(200).send({ object: 'list', has_more: false, data: fake.more['/v1/invoices'] ?? [] }));
  app.get('/v1/events', (request, response) => {
    const { gte, lt } = request.query.created;
    const data = (fake.more['/v1/events'] ?? []).filter((each) => each.created >= gte && each.created < lt);
    response.status(200).send({ object: 'list', has_more: false, data: data.reverse() });
  });
  app.use(async (request, response) => {
    const answer = await fetch(`http://127.0.0.1:${port}${request.originalUrl}`, {
      method: request.method,
      headers: { 'Content-Type': request.headers['content-type'] ?? 'text/plain', Authorization: request.headers.authorization ?? '' },
      body: request.bytes?.length ? request.bytes : undefined,
      redirect: 'manual',
    });
    const where = answer.headers.get('location');
    if (where) response.set('Location', where);
    response.set('Content-Type', answer.headers.get('content-type') ?? 'text/plain');
    const more = request.method === 'GET' ? fake.more[request.path] : undefined;
    const text = await answer.text();
    response.status(answer.status).send(more ? JSON.stringify(withMore(JSON.parse(text), more)) : text);
  });
  // Express knows the handler of errors by its four parameters.
  app.use((error, request, response, _) => response.status(error.statusCode ?? 500).send({ error: error.error }));
  const server = http.createServer(app);
  await listen(server, stripeUrl);
  const emulator = await createEmulator({ service: 'stripe', port, seed, baseUrl: stripeUrl });
  fake.count = (path) => fake.requests.filter((each) => each.path === path).length;
  fake.customer = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/customers`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_fake', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'name=Ann',
    });
    return (await answer.json()).id;
  };
  fake.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await emulator.close();
  };
  return fake;
}
