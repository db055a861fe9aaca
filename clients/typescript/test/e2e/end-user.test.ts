import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { before, test } from 'node:test';
import { clerkEvent, deliver, signUp, tokenOf } from '../support/clerk-provider.js';
import { routes } from '../support/routes.js';
import { bearer, call, credits, eventually, newcomer } from '../support/weir.js';

let id: string;
let token: string;

before(async () => {
  id = await signUp();
  await deliver(clerkEvent('user.created', { id }));
  token = await tokenOf(id);
});

test('a signed-in user reads the own balance and history', async () => {
  await credits().deduct(id, 10, 'chat_message');
  await eventually(async () => assert.deepEqual((await call('GET', '/api/credits/balance', bearer(token))).body, { balance: 90 }));
  const history = await call('GET', '/api/credits/history?limit=20', bearer(token));
  assert.equal(history.status, 200);
  assert.equal(history.body.transactions[0].amount, -10);
  assert.equal((await call('GET', '/api/credits/balance', bearer(token, id))).status, 200);
});

test('and nobody else\'s', async () => {
  const other = await newcomer();
  for (const path of ['/api/credits/balance', '/api/credits/history']) {
    assert([403, 404].includes((await call('GET', path, bearer(token, other))).status), path);
    assert([403, 404].includes((await call('GET', `${path}?userId=${other}`, bearer(token))).status), path);
  }
  for (const path of [`/v1/accounts/${other}/balance`, `/v1/accounts/${other}/ledger`, `/v1/billing/balance/${other}`]) {
    assert([403, 404].includes((await call('GET', path, bearer(token))).status), path);
  }
  assert.equal(await credits().getBalance(other), 100);
});

test('a token that the provider did not sign says nothing', async () => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const decoded = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const own = (head: object, body: object): string => {
    const text = `${encode(head)}.${encode(body)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  const refused = [
    `${header}.${encode({ ...decoded, sub: 'user_other' })}.${signature}`,
    `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`,
    own({ alg: 'RS256', kid, typ: 'JWT' }, decoded),
    own({ alg: 'RS256', kid: 'invented', typ: 'JWT' }, decoded),
    own({ alg: 'RS256', kid, typ: 'JWT' }, { ...decoded, iss: 'https://evil.example' }),
    `${header}.${claims}`,
    token.slice(0, -3),
  ];
  for (const bad of refused) {
    const answer = await call('GET', '/api/credits/balance', bearer(bad));
    assert.equal(answer.status, 401, bad.slice(0, 60));
    assert.equal(answer.body.error, 'Unauthorized');
  }
});

/** What a user's token is for: reading the own account, and buying for it where something is sold. */
const OWN = new Set([
  'GET /api/credits/balance',
  'GET /api/credits/history',
  'GET /v1/accounts/{user}/balance',
  'GET /v1/accounts/{user}/ledger',
  'GET /v1/billing/balance/{userId}',
  'GET /v1/billing/balance/{userId}/stream',
  'GET /v1/billing/usage/{userId}',
  'GET /v1/billing/events/{userId}',
  'GET /v1/billing/purchases/{userId}',
  'POST /v1/billing/packages/purchase',
  'POST /v1/billing/subscriptions/checkout',
  'POST /v1/billing/portal',
]);

/** Names no account. */
const ANYBODYS = 'GET /api/tiers';

test('every other route that is described is closed to a token, also for the own account', async () => {
  const other = await newcomer();
  const open: string[] = [];
  for (const user of [id, other]) {
    for (const { method, template, path, body } of await routes({ user, holdId: 'hold', grantId: 'grant' })) {
      const name = `${method} ${template}`;
      if (name === ANYBODYS || (user === id && OWN.has(name))) {
        continue;
      }
      const named = path.includes(user) || JSON.stringify(body ?? '').includes(user);
      const headers = { ...bearer(token, named ? undefined : user), ...(method === 'GET' ? {} : { 'idempotency-key': `k-${Math.random()}` }) };
      const answer = await call(method, path, headers, body);
      if (![403, 404].includes(answer.status)) {
        open.push(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
  }
  assert.deepEqual(open, []);
  assert.equal(await credits().getBalance(other), 100);
  assert.equal(await credits().getBalance(id), 90);
});
