/** The usage API of the multi-tenant platform: a call counted against its user's tier. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signUp, tokenOf } from '../support/clerk-provider.js';
import { KEYS, bearer, call, eventually, user } from '../support/weir.js';

const as = (id: string, plan = 'free'): Record<string, string> => ({ ...bearer(KEYS.dream, id), 'x-user-plan': plan });

test('five calls a month are free, then it says to upgrade, and an upgrade counts on', async () => {
  const id = user();
  assert.deepEqual((await call('GET', '/api/usage', as(id))).body, { usageCount: 0, limit: 5, remaining: 5 });
  for (let count = 1; count <= 5; count++) {
    assert.deepEqual((await call('POST', '/api/data', as(id))).body, { success: true, usage: { count, limit: 5 } });
  }
  const full = await call('POST', '/api/data', as(id));
  assert.equal(full.status, 429);
  assert.deepEqual(full.body, { error: 'Tier limit reached', message: 'Please upgrade' });
  assert.deepEqual((await call('POST', '/api/data', as(id, 'paid'))).body, { success: true, usage: { count: 6, limit: 500 } });
  await eventually(async () =>
    assert.deepEqual((await call('GET', '/api/usage', as(id, 'paid'))).body, { usageCount: 6, limit: 500, remaining: 494 }),
  );
});

test('the same call under the same key counts once', async () => {
  const id = user();
  const headers = { ...as(id), 'idempotency-key': `call-${id}` };
  for (let i = 0; i < 3; i++) {
    assert.equal((await call('POST', '/api/data', headers)).body.usage.count, 1);
  }
});

test("an end user's token carries the plan and the tenant", async () => {
  const id = await signUp({ plan: 'paid', publishableKey: 'pk_live_dream_dev' });
  const token = await tokenOf(id);
  assert.deepEqual((await call('POST', '/api/data', bearer(token))).body, { success: true, usage: { count: 1, limit: 500 } });
});

test('the tiers are listed, an unknown one is refused, and a tenant without tiers counts nothing', async () => {
  const id = user();
  const tiers = await call('GET', '/api/tiers', as(id));
  assert.deepEqual(tiers.body, { tiers: [{ name: 'free', limit: 5 }, { name: 'paid', limit: 500 }] });
  assert.equal((await call('POST', '/api/data', as(id, 'diamond'))).status, 422);
  assert.equal((await call('POST', '/api/data', bearer(KEYS.live, id))).status, 404);
});
