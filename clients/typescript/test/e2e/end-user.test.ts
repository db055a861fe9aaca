import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { before, test } from 'node:test';
import { clerkEvent, deliver, signUp, tokenOf } from '../support/clerk-provider.js';
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

test('and nobody else\'s, and writes nothing', async () => {
  const other = await newcomer();
  for (const path of ['/api/credits/balance', '/api/credits/history']) {
    assert([403, 404].includes((await call('GET', path, bearer(token, other))).status), path);
    assert([403, 404].includes((await call('GET', `${path}?userId=${other}`, bearer(token))).status), path);
  }
  for (const path of [`/v1/accounts/${other}/balance`, `/v1/accounts/${other}/ledger`, `/v1/billing/balance/${other}`]) {
    assert([403, 404].includes((await call('GET', path, bearer(token))).status), path);
  }
  for (const [method, path, body] of forbidden(id)) {
    const answer = await call(method, path, { ...bearer(token), 'idempotency-key': `k-${Math.random()}` }, body);
    assert([403, 404].includes(answer.status), `${method} ${path} answered ${answer.status}`);
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

/** Everything that a user may not do, whoever it is about. */
function forbidden(userId: string): Array<[string, string, unknown?]> {
  return [
    ['POST', '/api/credits/deduct', { amount: 1, action: 'x' }],
    ['POST', '/api/credits/add', { amount: 1, reason: 'x' }],
    ['POST', '/api/credits/initialize', {}],
    ['POST', '/api/credits/rebuild', {}],
    ['POST', '/api/admin/credits/grant', { userId, amount: 1, reason: 'x' }],
    ['GET', '/api/credits/verify'],
    ['GET', '/api/cron/reconcile'],
    ['GET', `/v1/accounts/${userId}/verify`],
    ['POST', '/v1/charges', { user: userId, amount: 1 }],
    ['POST', '/v1/holds', { user: userId, amount: 1 }],
    ['POST', '/v1/grants', { user: userId, source: 'gift', amount: 1 }],
    ['POST', '/v1/events', { id: 'e1', user: userId, meter: 'chat_message', quantity: 1 }],
  ];
}
