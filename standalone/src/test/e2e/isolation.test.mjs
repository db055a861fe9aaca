// Every route that the API describes, with the ids of another tenant, another user and the other mode: 403 or 404, nothing
// else, and nothing of the victim's changes. A route that is added has to say here what it takes.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { base, eventually, key, raw, sheen, sign000, user, withKey } from './weir.mjs';

const admin = 'sk_live_sparked_admin_dev';
const victim = { user: user('victim'), hold: key(), grant: key() };
const builder = { user: user('builder') };
const stranger = user('stranger');

/** What a tenant's own key may do with any name at all: it means an account of its own, or none. */
const OWN = ['post /v1/signature-check', 'post /v1/events', 'post /v1/test/clock', 'post /api/credits/initialize', 'post /api/data', 'get /api/usage', 'get /api/tiers',
  // says first that nothing is sold here
  'post /v1/billing/portal'];
const PUBLIC = ['get /v1/billing/catalog', 'get /health', 'get /health/live', 'get /health/ready', 'get /myhealthz', 'get /claude-executor/health',
  'get /openapi.json', 'get /postman.json', 'get /docs', 'post /v1/webhooks/stripe', 'post /webhook/stripe', 'post /api/webhooks/stripe', 'post /api/webhooks/clerk'];

const order = { userId: victim.user, projectId: 'p', prompt: 'x', projectSize: 'small' };
const BODIES = {
  'post /v1/events': [{ id: 'e1', user: victim.user, meter: 'chat_message', quantity: 1 }],
  'post /v1/grants': { user: victim.user, source: 'gift', amount: 1 },
  'post /v1/grants/{grantId}/revoke': { user: victim.user },
  'post /v1/charges': { user: victim.user, amount: 1 },
  'post /v1/holds': { user: victim.user, amount: 1 },
  'post /v1/holds/{holdId}/capture': { user: victim.user, amount: 1 },
  'post /v1/holds/{holdId}/release': { user: victim.user },
  'post /v1/adjustments': { user: victim.user, amount: 1, reason: 'x' },
  'post /v1/test/clock': { advance: 'PT0.001S' },
  'post /v1/accounts/import': [{ user: victim.user }],
  'post /v1/billing/check-sufficient': { userId: victim.user, operationType: 'main_build', projectSize: 'small' },
  'post /v1/billing/check-sufficient-batch': { userId: victim.user, operations: [{ operation: 'main_build', estimate_seconds: 1 }] },
  'post /v1/create-preview-for-new-project': order,
  'post /v1/update-project': order,
  'post /v1/ai/build': order,
  'post /v1/ai/chat': order,
  'post /v1/ai/plan': order,
  'post /v1/builds/{id}/events': { type: 'completed', user: victim.user, seconds: 1 },
  'post /v1/billing/packages/purchase': { userId: victim.user, package_key: 'mini', currency: 'USD' },
  'post /v1/billing/subscriptions/checkout': { userId: victim.user, plan_key: 'starter', currency: 'USD' },
  'post /v1/billing/portal': { userId: victim.user },
  'put /v1/billing/auto-topup/{userId}': { enabled: true, threshold_seconds: 60, package_key: 'mini', monthly_cap: 1 },
  'post /api/credits/rebuild': { userId: victim.user },
  'post /api/credits/deduct': { userId: victim.user, amount: 1, action: 'chat_message' },
  'post /api/credits/add': { userId: victim.user, amount: 1, reason: 'x' },
  'post /api/credits/initialize': { userId: victim.user },
  'post /api/admin/credits/grant': { targetUserId: victim.user, amount: 1, reason: 'x' },
  'post /api/data': {},
  'post /v1/signature-check': {},
  'post /v1/quarantine/{id}/resend': undefined,
};
const QUERIES = { 'get /v1/builds/{id}': 'userId', 'get /v1/builds': 'userId', 'get /api/credits/balance': 'userId', 'get /api/credits/history': 'userId',
  'get /api/credits/verify': 'userId' };

const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = key();
const issuer = http.createServer((_, answer) => {
  answer.setHeader('Content-Type', 'application/json');
  answer.end(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] }));
});

/** A token of one user of `sparked`, signed by the issuer that it trusts. */
function token(sub) {
  const part = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid })}.${part({ iss: 'http://localhost:4011', sub, exp: Math.floor(Date.now() / 1000) + 600 })}`;
  return `${signed}.${crypto.sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

const routes = [];
let untouched;
const ledger = async () => (await withKey(admin, 'GET', `/v1/accounts/${victim.user}/ledger`)).text;

before(async () => {
  const { paths } = (await raw('GET', '/openapi.json')).body;
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) routes.push(`${method} ${path}`);
  }
  await new Promise((done, fail) => issuer.once('error', fail).listen(4011, done));
  const made = [
    () => withKey(admin, 'POST', '/api/credits/initialize', { userId: victim.user }, { id: 'open' }),
    () => withKey(admin, 'POST', '/v1/holds', { user: victim.user, amount: 10 }, { id: victim.hold }),
    () => withKey(admin, 'POST', '/v1/grants', { user: victim.user, source: 'package', amount: 10 }, { id: victim.grant }),
    () => withKey(admin, 'POST', '/api/credits/initialize', { userId: stranger }, { id: 'open' }),
    () => sheen('POST', '/v1/ai/build', { userId: builder.user, projectId: 'p', prompt: 'x', projectSize: 'small' }, { id: 'build' }),
  ];
  let last;
  for (const make of made) {
    await eventually(async () => {
      last = await make();
      assert.ok(last.status < 300, last.text);
    });
  }
  builder.build = last.body.buildId;
  untouched = await ledger();
  await eventually(async () => {
    const own = await raw('GET', `/v1/accounts/${stranger}/balance`, { Authorization: `Bearer ${token(stranger)}` });
    assert.equal(own.status, 200, own.text);
  });
});

after(() => issuer.close());

function call(route, headers, { build = builder.build } = {}) {
  const [method, template] = route.split(' ');
  const filled = template.replace('{user}', victim.user).replace('{userId}', victim.user).replace('{holdId}', victim.hold)
    .replace('{grantId}', victim.grant).replace('{id}', build);
  const path = QUERIES[route] ? `${filled}?${QUERIES[route]}=${victim.user}` : filled;
  const body = BODIES[route] && JSON.stringify(BODIES[route]);
  const all = { ...headers, 'Idempotency-Key': key() };
  if (body) all['Content-Type'] = 'application/json';
  return raw(method.toUpperCase(), path, all, body);
}

async function closed(headers, excluded) {
  const open = [];
  for (const route of routes.filter((r) => !PUBLIC.includes(r) && !excluded.includes(r))) {
    const answer = await call(route, headers);
    if (![403, 404].includes(answer.status)) open.push(`${route}: ${answer.text.slice(0, 300)}`);
    if (answer.text.includes(victim.hold) && !route.includes('{holdId}')) open.push(`${route} names the hold: ${answer.text}`);
  }
  // What a key may do with any name at all is done too, to accounts that are not the victim's.
  for (const route of excluded.filter((r) => r !== 'post /v1/test/clock')) await call(route, headers);
  assert.deepEqual(open, []);
  await unmoved();
}

/** By a refusal that is decided behind whatever was sent for the victim before. */
async function unmoved() {
  const behind = await withKey(admin, 'POST', '/v1/charges', { user: victim.user, amount: 1e9 }, { id: key() });
  assert.equal(behind.status, 402, behind.text);
  assert.equal(await ledger(), untouched);
}

test('every route that is described is known here', () => {
  const unknown = routes.filter((r) => r.startsWith('post') && !(r in BODIES) && !PUBLIC.includes(r));
  assert.deepEqual(unknown, []);
  assert.deepEqual(Object.keys(BODIES).filter((r) => !routes.includes(r)), []);
});

test("another tenant's key opens nothing", () => closed({ Authorization: 'Bearer sk_live_dream_dev' }, OWN));

test("the other mode's key opens nothing", () => closed({ Authorization: 'Bearer sk_test_sparked_dev' }, OWN));

test("another user's token opens nothing", () => closed({ Authorization: `Bearer ${token(stranger)}` }, ['get /api/tiers', 'get /api/credits/balance',
  'get /api/credits/history', 'get /api/usage', 'post /api/data']));

test("another user's token that names the user in X-User-Id opens nothing", () =>
  closed({ Authorization: `Bearer ${token(stranger)}`, 'X-User-Id': victim.user }, []));

test("another user's token reads its own account where the route names none", async () => {
  const headers = { Authorization: `Bearer ${token(stranger)}` };
  const own = await raw('GET', '/api/credits/balance', headers);
  assert.equal(own.status, 200, own.text);
  for (const p of ['balance', 'history']) {
    const other = await raw('GET', `/api/credits/${p}?userId=${victim.user}`, headers);
    assert.ok([400, 403, 404].includes(other.status), other.text);
  }
});

test('holds, grants and builds of another user of the same tenant are not found', async () => {
  const mine = { user: stranger };
  const answers = [
    await withKey(admin, 'POST', `/v1/holds/${victim.hold}/capture`, { ...mine, amount: 1 }, { id: key() }),
    await withKey(admin, 'POST', `/v1/holds/${victim.hold}/release`, mine, { id: key() }),
    await withKey(admin, 'POST', `/v1/grants/${victim.grant}/revoke`, mine, { id: key() }),
    await sheen('POST', `/v1/builds/${builder.build}/events`, { type: 'completed', user: user(), seconds: 1 }),
    await sheen('GET', `/v1/builds/${builder.build}?userId=${user()}`),
  ];
  for (const answer of answers) assert.equal(answer.status, 404, answer.text);
  await unmoved();
});

test('a build is not there for another tenant, and not in the other mode', async () => {
  const done = { type: 'completed', user: builder.user, seconds: 1 };
  const p = `/v1/builds/${builder.build}/events`;
  const body = JSON.stringify(done);
  const answers = [
    await withKey(admin, 'POST', p, done, { id: key() }),
    await withKey(admin, 'GET', `/v1/builds/${builder.build}?userId=${builder.user}`),
    await raw('POST', p, { ...sign000(body, p), 'Content-Type': 'application/json', 'X-Env': 'test' }, body),
    await sheen('GET', `/v1/builds/${builder.build}?userId=${builder.user}`, undefined, { mode: 'test' }),
  ];
  for (const answer of answers) assert.equal(answer.status, 404, answer.text);
  const still = await sheen('GET', `/v1/accounts/${builder.user}/balance`);
  assert.ok(still.body.held > 0, still.text);
});

test('what is between our own instances is closed to everyone else', async () => {
  for (const p of ['/internal/view', '/internal/views', '/internal/reconcile', '/actuator', '/actuator/prometheus', '/error']) {
    assert.equal((await fetch(base + p)).status, 404, p);
  }
});
