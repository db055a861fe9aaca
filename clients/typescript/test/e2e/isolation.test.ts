/** Every route that is described, with every id of somebody else: 403 or 404, and nothing moves. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { signRequest } from 'weir-client';
import { routes, type Route } from '../support/routes.js';
import { KEYS, bearer, call, newcomer, type Answered } from '../support/weir.js';

type Caller = (method: string, path: string, body?: unknown) => Promise<Answered>;

/** Where neither path nor body names the user, the header does. */
const withKey =
  (token: string, user?: () => string): Caller =>
  (method, path, body) =>
    call(method, path, { ...bearer(token, user?.()), ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}) }, body);

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
  all = await routes({ user: victim, holdId, grantId });
});

async function ledger(): Promise<unknown> {
  const answer = await withKey(KEYS.admin)('GET', `/v1/accounts/${victim}/ledger?limit=1000`);
  assert.equal(answer.status, 200);
  return answer.body;
}

/** What answers otherwise, and why that tells and moves nothing of anybody else's. */
const ELSEWHERE: Record<string, string> = {
  'POST /v1/events': 'only says that the events are durable; what becomes of them shows in the own accounts alone',
  'POST /v1/test/clock': 'names no account; 403 in live mode, and in test mode the clock is the own tenant\'s',
  'POST /v1/accounts/import': 'opens an account of one\'s own under that name',
  'POST /api/credits/initialize': 'opens an account of one\'s own under that name',
  'POST /api/data': 'counts for a user of one\'s own of that name; a tenant without tiers has none: 404',
  'GET /api/usage': 'a user of one\'s own of that name has used nothing',
  'GET /api/tiers': 'names no account',
  'POST /v1/signature-check': 'names no account',
  'POST /v1/billing/portal': 'says whether anything is sold here at all, before it asks who bought',
};

let all: Route[];

async function refused(name: string, caller: Caller, tried: Route[]): Promise<void> {
  assert(tried.length > 0);
  const found: string[] = [];
  for (const { method, template, path, body } of tried) {
    const answer = await caller(method, path, body);
    const text = JSON.stringify(answer.body);
    if (![403, 404].includes(answer.status) || /"(available|balance|remaining)":/.test(text)) {
      found.push(`${name}: ${method} ${template} answered ${answer.status} ${text}`);
    }
  }
  assert.deepEqual(found, []);
}

const listed = (route: Route): boolean => `${route.method} ${route.template}` in ELSEWHERE;

test('the description has every route that is tried here, and every exception is one', () => {
  assert(all.length > 30, String(all.length));
  const known = all.map((route) => `${route.method} ${route.template}`);
  assert.deepEqual(Object.keys(ELSEWHERE).filter((route) => !known.includes(route)), []);
});

for (const [name, token] of [['the other mode', KEYS.test], ['another tenant', KEYS.dream]] as const) {
  test(`${name} finds neither the account nor anything in it`, async () => {
    await refused(name, withKey(token, () => victim), all.filter((route) => !listed(route)));
  });
}

test('a tenant that opens accounts on first touch finds none of the objects either', async () => {
  const objects = all.filter((route) => route.namesObject);
  await refused('sheen live', signed(), objects);
  await refused('sheen test', signed({ 'x-env': 'test' }), objects);
});

test('another user of the same tenant cannot end the hold or revoke the grant', async () => {
  const other = await newcomer();
  const objects = (await routes({ user: other, holdId, grantId })).filter((route) => route.namesObject && route.method === 'POST');
  await refused('another user', withKey(KEYS.admin), objects);
});

test('a key cannot be talked into the other mode', async () => {
  for (const [token, mode] of [[KEYS.live, 'test'], [KEYS.test, 'live']] as const) {
    const answer = await call('GET', '/api/credits/balance', { ...bearer(token, victim), 'x-env': mode });
    assert([400, 401, 403].includes(answer.status), `${mode}: ${answer.status}`);
  }
});

test('what does answer elsewhere moves nothing here', async () => {
  for (const caller of [withKey(KEYS.dream, () => victim), withKey(KEYS.test, () => victim), signed(), signed({ 'x-env': 'test' })]) {
    for (const { method, path, body } of all.filter((route) => listed(route) && route.template !== '/v1/test/clock')) {
      await caller(method, path, body);
    }
  }
});

test('after all of that the account is as it was', async () => {
  // Decided behind whatever might have been sent for it.
  const refused = await withKey(KEYS.admin)('POST', '/v1/charges', { user: victim, amount: 1e9 });
  assert.equal(refused.status, 402);
  assert.deepEqual(await ledger(), untouched);
});
