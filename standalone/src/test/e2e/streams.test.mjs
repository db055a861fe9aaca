// How many streams of a balance an account may have, and that a place is free again once its client is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, eventually, sheen, sign000, user } from './weir.mjs';

test('an account has sixteen streams at once', async () => {
  const u = user();
  const path = `/v1/billing/balance/${u}/stream`;
  const clients = new AbortController();
  const open = () => fetch(base + path, { headers: sign000('', path), signal: clients.signal });
  const charge = async () =>
    assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 1 })).status, 200);
  await charge();
  for (let i = 0; i < 17; i++) {
    const headers = await fetch(base + path, { method: 'HEAD', headers: sign000('', path) });
    assert.equal(headers.status, 200, 'a HEAD ends, and takes no place');
  }
  for (let i = 0; i < 16; i++) assert.equal((await open()).status, 200);
  const refused = await open();
  assert.deepEqual([refused.status, (await refused.json()).code], [503, 'too_many_streams']);
  clients.abort();
  const last = new AbortController();
  await eventually(async () => {
    await charge();
    const again = await fetch(base + path, { headers: sign000('', path), signal: last.signal });
    assert.equal(again.status, 200);
    last.abort();
  });
});
