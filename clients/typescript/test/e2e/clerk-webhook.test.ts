import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { clerkEvent, deliver } from '../support/clerk-provider.js';
import { withHeaders } from '../support/next-headers.js';
import { KEYS, WEIR_URL, call, credits, eventually, user } from '../support/weir.js';

const sdk = credits();
const balanceIs = (id: string, balance: number): Promise<void> => eventually(async () => assert.equal(await sdk.getBalance(id), balance));
const notFound = (id: string): Promise<void> => assert.rejects(sdk.getBalance(id), { status: 404 });

test('user.created initialises the account, once, whatever arrives twice', async () => {
  const id = user();
  const event = clerkEvent('user.created', { id });
  assert.equal((await deliver(event)).status, 200);
  await balanceIs(id, 100);
  await sdk.deduct(id, 30, 'chat_message');
  assert.equal((await deliver(event)).status, 200);
  assert.equal((await deliver(clerkEvent('user.created', { id }))).status, 200);
  await balanceIs(id, 70);
});

test('an account that the app opened first keeps what it has', async () => {
  const id = user();
  await sdk.initializeUser(id, 7);
  assert.equal((await deliver(clerkEvent('user.created', { id }))).status, 200);
  await balanceIs(id, 7);
});

test('other events change nothing, in any order', async () => {
  const id = user();
  for (const type of ['user.deleted', 'user.updated', 'session.created']) {
    assert.equal((await deliver(clerkEvent(type, { id }))).status, 200);
  }
  await notFound(id);
  assert.equal((await deliver(clerkEvent('user.created', { id }))).status, 200);
  await balanceIs(id, 100);
});

test('Standard Webhooks headers say the same', async () => {
  const id = user();
  const body = JSON.stringify({ type: 'user.created', data: { id } });
  const at = new Date();
  const signature = new StandardWebhook(KEYS.clerk).sign('msg_standard', at, body);
  const headers = { 'webhook-id': 'msg_standard', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': signature };
  assert.equal((await call('POST', '/api/webhooks/clerk', headers, body)).status, 200);
  await balanceIs(id, 100);
});

test('one good signature among several is enough: secrets are rotated', async () => {
  const id = user();
  const event = clerkEvent('user.created', { id });
  event.headers['svix-signature'] = `v1,${'A'.repeat(43)}= ${event.headers['svix-signature'] ?? ''} v2,other`;
  assert.equal((await deliver(event)).status, 200);
  await balanceIs(id, 100);
});

test('what is not signed by the secret, or not now, changes nothing', async () => {
  const id = user();
  const good = clerkEvent('user.created', { id });
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  const forged = [
    clerkEvent('user.created', { id }, { secret: 'whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==' }),
    clerkEvent('user.created', { id }, { at: minutesAgo(6) }),
    clerkEvent('user.created', { id }, { at: minutesAgo(-6) }),
    { ...good, body: `${good.body} ` },
    { ...good, headers: { ...good.headers, 'svix-id': 'msg_other' } },
    { ...good, headers: { ...good.headers, 'svix-timestamp': 'now' } },
    { ...good, headers: { ...good.headers, 'svix-signature': 'v1,' } },
    ...['svix-id', 'svix-timestamp', 'svix-signature'].map((name) => ({
      ...good,
      headers: Object.fromEntries(Object.entries(good.headers).filter(([header]) => header !== name)),
    })),
  ];
  for (const event of forged) {
    assert([400, 401].includes((await deliver(event)).status), JSON.stringify(event.headers));
  }
  await notFound(id);
});

test("the document's own webhook handler initialises through the client", async () => {
  process.env['UPSTASH_REDIS_URL'] = WEIR_URL;
  process.env['UPSTASH_REDIS_TOKEN'] = KEYS.live;
  process.env['CLERK_WEBHOOK_SECRET'] = KEYS.clerk;
  const { POST: appHandler } = await import('../apps/webhooks/clerk/route.js');
  const id = user();
  const { headers, body } = clerkEvent('user.created', { id });
  const request = new Request('https://app.sparked.world/api/webhooks/clerk', { method: 'POST', body });
  const response = await withHeaders(new Headers(headers), () => appHandler(request));
  assert.equal(response.status, 200);
  await balanceIs(id, 100);
});
