import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { signRequest } from 'weir-client';

const secret = 'dev-secret-123';
const body = JSON.stringify({ userId: 'user123', operationType: 'main_build' });
const path = '/v1/billing/check-sufficient';

/** The function of the worker API reference, word for word. */
function generateSignature(body: string, path: string, secret: string): string {
  const canonical = body + path;
  return createHmac('sha256', secret).update(canonical).digest('hex');
}

test('v1-sheen signs body and path as the worker API reference does', () => {
  const signed = signRequest({ scheme: 'v1-sheen', secret, method: 'POST', path, body });
  assert.deepEqual(signed, { 'x-sheen-signature': generateSignature(body, path, secret) });
});

test('v1-sheen leaves the query out', () => {
  const plain = signRequest({ scheme: 'v1-sheen', secret, method: 'GET', path: '/v1/billing/usage/u' });
  assert.deepEqual(signRequest({ scheme: 'v1-sheen', secret, method: 'GET', path: '/v1/billing/usage/u?period=day' }), plain);
});

test('v1 signs method, path with query and body', () => {
  const expected = createHmac('sha256', secret).update('GET/v1/billing/usage/u?period=day').digest('hex');
  const signed = signRequest({ scheme: 'v1', secret, method: 'get', path: '/v1/billing/usage/u?period=day' });
  assert.deepEqual(signed, { 'X-HMAC-Signature': expected });
});

test('v2 signs time, method, path with query and the hash of the body', () => {
  const digest = createHash('sha256').update(body).digest('hex');
  const expected = createHmac('sha256', secret).update(`1764000000.POST.${path}.${digest}`).digest('hex');
  const signed = signRequest({ secret, method: 'POST', path, body, timestamp: 1764000000 });
  assert.deepEqual(signed, { 'Weir-Signature': `t=1764000000,v2=${expected}` });
});
