/** Every route with every id of somebody else: another tenant's, the other mode's. 403 or 404, and nothing moves. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { signRequest } from 'weir-client';
import { KEYS, bearer, call, newcomer, type Answered } from '../support/weir.js';

type Caller = (method: string, path: string, body?: unknown) => Promise<Answered>;
type Route = [method: string, path: string, body?: unknown];

const withKey =
  (token: string): Caller =>
  (method, path, body) =>
    call(method, path, { ...bearer(token), ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}) }, body);

const signed =
  (extra: Record<string, string> = {}): Caller =>
  (method, path, body) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { ...signRequest({ secret: KEYS.sheen, method, path, body: text }), ...extra };
    return call(method, path, { ...headers, ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}) }, body === undefined ? undefined : text);
  };

let victim: string;
let holdId: string;
let grantId: string;
let untouched: unknown;

before(async () => {
  victim = await newcomer();
  const admin = withKey(KEYS.admin);
  holdId = (await admin('POST', '/v1/holds', { user: victim, amount: 10 })).body.holdId;
  grantId = (await admin('POST', '/v1/grants', { user: victim, source: 'gift', amount: 5 })).body.grantId;
  assert(holdId && grantId);
  untouched = await ledger();
});

async function ledger(): Promise<unknown> {
  const answer = await withKey(KEYS.admin)('GET', `/v1/accounts/${victim}/ledger?limit=1000`);
  assert.equal(answer.status, 200);
  return answer.body;
}

/** Routes that name the account; for tenants that open accounts on first touch it is simply one of their own. */
function accountRoutes(): Route[] {
  return [
    ['GET', `/v1/accounts/${victim}/balance`],
    ['GET', `/v1/accounts/${victim}/ledger`],
    ['GET', `/v1/accounts/${victim}/verify`],
    ['GET', `/v1/billing/balance/${victim}`],
    ['GET', `/v1/billing/usage/${victim}?period=day`],
    ['GET', `/v1/billing/events/${victim}`],
    ['POST', '/v1/charges', { user: victim, amount: 1 }],
    ['POST', '/v1/holds', { user: victim, amount: 1 }],
    ['POST', '/v1/grants', { user: victim, source: 'gift', amount: 1 }],
    ['POST', '/v1/adjustments', { user: victim, amount: -1, reason: 'x' }],
    ['POST', '/api/credits/deduct', { userId: victim, amount: 1, action: 'x' }],
    ['POST', '/api/credits/add', { userId: victim, amount: 1, reason: 'x' }],
    ['POST', '/api/credits/rebuild', { userId: victim }],
    ['POST', '/api/admin/credits/grant', { userId: victim, amount: 1, reason: 'x' }],
  ];
}

/** Routes that name an object of the account. */
function objectRoutes(): Route[] {
  return [
    ['POST', `/v1/holds/${holdId}/capture`, { user: victim, amount: 1 }],
    ['POST', `/v1/holds/${holdId}/release`, { user: victim }],
    ['POST', `/v1/grants/${grantId}/revoke`, { user: victim }],
    ['POST', `/v1/builds/${holdId}/events`, { type: 'completed', user: victim, seconds: 1 }],
  ];
}

const headerRoutes: Route[] = [
  ['GET', '/api/credits/balance'],
  ['GET', '/api/credits/history'],
  ['GET', '/api/credits/verify'],
];

async function refused(name: string, caller: Caller, routes: Route[]): Promise<void> {
  for (const [method, path, body] of routes) {
    const answer = await caller(method, path, body);
    assert([403, 404].includes(answer.status), `${name}: ${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    assert.doesNotMatch(JSON.stringify(answer.body), /"(available|balance|remaining)":/, `${name}: ${method} ${path} tells a figure`);
  }
}

for (const [name, token] of [['the other mode', KEYS.test], ['another tenant', KEYS.dream]] as const) {
  test(`${name} finds neither the account nor anything in it`, async () => {
    await refused(name, withKey(token), [...accountRoutes(), ...objectRoutes()]);
    const asUser: Caller = (method, path) => call(method, path, bearer(token, victim));
    await refused(name, asUser, headerRoutes);
  });
}

test('a tenant that opens accounts on first touch finds none of the objects either', async () => {
  await refused('sheen live', signed(), objectRoutes());
  await refused('sheen test', signed({ 'x-env': 'test' }), objectRoutes());
});

test('another user of the same tenant cannot end the hold or revoke the grant', async () => {
  const other = await newcomer();
  const routes = objectRoutes().map(([method, path, body]): Route => [method, path, { ...(body as object), user: other }]);
  await refused('another user', withKey(KEYS.admin), routes);
});

test('a key cannot be talked into the other mode', async () => {
  for (const [token, mode] of [[KEYS.live, 'test'], [KEYS.test, 'live']] as const) {
    const answer = await call('GET', '/api/credits/balance', { ...bearer(token, victim), 'x-env': mode });
    assert([400, 401, 403].includes(answer.status), `${mode}: ${answer.status}`);
  }
});

test('after all of that the account is as it was', async () => {
  assert.deepEqual(await ledger(), untouched);
});
