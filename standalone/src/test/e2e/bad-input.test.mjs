// Every kind of bad input, from outside: a documented refusal in one form, never a fault and never a hang.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { eventually, key, position, sheen, sign000, sign003, signV2, user, withKey } from './weir.mjs';
import { connect, exchange, lines, request } from './wire.mjs';

const path = '/v1/charges';
const victim = user('victim');
const good = JSON.stringify({ user: victim, amount: 1 });
const json = 'Content-Type: application/json';
const once = () => `Idempotency-Key: ${key()}`;
const now = () => Math.floor(Date.now() / 1000);
const of000 = (body, p = path) => lines(sign000(body, p))[0];
const of003 = (method, p, body) => lines(sign003(method, p, body))[0];
const ofV2 = (t, { method = 'POST', p = path, body = good } = {}) => lines(signV2(method, p, body, t))[0];

/** A signed write of whatever it is given. */
const write = (body, { p = path, more = [] } = {}) => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const signature = crypto.createHmac('sha256', 'dev-secret-123').update(bytes).update(p).digest('hex');
  return request('POST', p, [json, once(), `x-sheen-signature: ${signature}`, ...more], bytes);
};
const charge = (members) => write(`{"user":"${victim}",${members}}`);
const read = (p, more = []) => request('GET', p, [of000('', p.split('?')[0]), ...more]);
const post = (headers, body = good, p = path) => request('POST', p, headers, body);

function isProblem(answer, status, code, target) {
  const statuses = [status].flat();
  assert.ok(statuses.includes(answer.status), `${statuses} expected: ${answer.text.slice(0, 600)}`);
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, answer.text);
  for (const member of ['type', 'title', 'status', 'detail', 'code', 'instance', 'request_id']) {
    assert.ok(member in answer.body, `${member} is missing: ${answer.text}`);
  }
  assert.equal(answer.body.status, answer.status);
  assert.equal(answer.headers['x-request-id'], answer.body.request_id, answer.text);
  if (code) assert.ok([code].flat().includes(answer.body.code), `${code} expected: ${answer.text}`);
  if (target) assert.equal(answer.body.instance, target.split('?')[0]);
  assert.doesNotMatch(answer.text, /Exception|\bat dev\.|dev-secret|_dev\b/);
}

const text = (s) => Buffer.from(s, 'latin1');
const tooLong = 'y'.repeat(8300);
const rightV1 = sign000(good, path)['x-sheen-signature'];

const rows = [
  // Who is calling
  ['B01 no credentials', post([json, once()]), 401, 'auth_missing'],
  ['B01 two kinds of them', post([json, once(), of000(good), 'Authorization: Bearer sk_live_sparked_dev']), 400, 'auth_ambiguous'],
  ['B01 two kinds of signatures', post([json, once(), of000(good), of003('POST', path, good)]), 400, 'auth_ambiguous'],
  ['B02 an unknown key', post([json, once(), 'Authorization: Bearer sk_live_nobody']), 401, 'auth_invalid'],
  ['B02 another scheme', post([json, once(), 'Authorization: Basic YTpi']), 401, 'auth_invalid'],
  ['B02 nothing after Bearer', post([json, once(), 'Authorization: Bearer ']), 401, 'auth_invalid'],
  ['B02 a wrong secret', post([json, once(), `x-sheen-signature: ${sign000(good, path, 'nobody')['x-sheen-signature']}`]), 401, 'signature_invalid'],
  ...[rightV1.slice(1), `${rightV1}0`, rightV1.toUpperCase(), `zz${rightV1.slice(2)}`, '', Buffer.from(rightV1, 'hex').toString('base64'),
    (rightV1[0] === '0' ? '1' : '0') + rightV1.slice(1)].map((s, i) =>
    [`B03 a signature that is almost right (${i})`, post([json, once(), `x-sheen-signature: ${s}`]), 401, 'signature_invalid']),
  ['B04 re-serialised', post([json, once(), of000(good)], good.replace(',', ', ')), 401, 'signature_invalid'],
  ['B04 a BOM that was not signed', post([json, once(), of000(good)], `\uFEFF${good}`), 401, 'signature_invalid'],
  ['B04 a BOM that was', write(`\uFEFF${good}`), 400, 'json_invalid'],
  ['B04 CRLF appended', post([json, once(), of000(good)], `${good}\r\n`), 401, 'signature_invalid'],
  ['B04 gzip', write(good, { more: ['Content-Encoding: gzip'] }), 415, 'content_encoding_unsupported'],
  ['B05 no timestamp', post([json, once(), `Weir-Signature: v2=${'0'.repeat(64)}`]), 401, 'timestamp_invalid'],
  ['B05 a timestamp in words', post([json, once(), `Weir-Signature: t=soon,v2=${'0'.repeat(64)}`]), 401, 'timestamp_invalid'],
  ['B05 two timestamps', post([json, once(), `${ofV2(now())},t=${now()}`]), 401, 'timestamp_invalid'],
  ['B05 milliseconds', post([json, once(), ofV2(now() * 1000)]), 401, 'timestamp_out_of_window'],
  ['B05 301 s old', post([json, once(), ofV2(now() - 302)]), 401, 'timestamp_out_of_window'],
  ['B05 301 s ahead', post([json, once(), ofV2(now() + 330)]), 401, 'timestamp_out_of_window'],
  ['B05 no v2 at all', post([json, once(), `Weir-Signature: t=${now()}`]), 401, 'signature_invalid'],
  ['B05 signed for another method', post([json, once(), ofV2(now(), { method: 'PUT' })]), 401, 'signature_invalid'],
  ['B05 signed for another path', post([json, once(), ofV2(now(), { p: '/v1/holds' })]), 401, 'signature_invalid'],
  ['B07 v1 of 003 without the query', request('GET', `/v1/accounts/${victim}/ledger?limit=1`, [of003('GET', `/v1/accounts/${victim}/ledger`, '')]), 401, 'signature_invalid'],
  ['B07 v1 of another path', post([json, once(), of000(good, '/v1/holds')]), 401, 'signature_invalid'],
  ['B08 a byte moved from the body into the path', post([json, once(), of000(good)], `${good}/v1`, '/charges'), [400, 401, 404]],
  ...[of000(good), 'Authorization: Bearer a', ofV2(now()), 'Idempotency-Key: a', 'X-User-Id: a', 'X-Env: live', json].map((header) =>
    [`B09 twice: ${header.split(':')[0]}`, post([json, once(), of000(good), header, header]), 400, 'header_duplicated']),
  ['B09 two hosts', post([json, once(), of000(good), 'Host: a', 'Host: b']), 400, undefined, 'anywhere'],
  ['B09 two lengths', post([json, once(), of000(good), 'Content-Length: 5', `Content-Length: ${good.length}`]), 400, undefined, 'anywhere'],
  ...['eyJhbGciOiJub25lIn0.e30.', 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA', 'a.b.c', 'eyJ', `eyJ${'x'.repeat(9000)}`].map((token, i) =>
    [`B10 a token that is none (${i})`, request('GET', `/v1/accounts/${victim}/balance`, [`Authorization: Bearer ${token}`]), 401, 'token_invalid']),
  ['B12 an ordinary key may not grant', post([json, once(), 'Authorization: Bearer sk_live_sparked_dev'], '{}', '/v1/grants'), 403, 'insufficient_scope'],
  ['B12 nor adjust', post([json, once(), 'Authorization: Bearer sk_test_sparked_dev'], '{}', '/v1/adjustments'), 403, 'insufficient_scope'],
  ['B12 the cron secret may not read', request('GET', `/v1/accounts/${victim}/balance`, ['Authorization: Bearer dev-cron-secret']), 403, 'insufficient_scope'],
  ['X-Env that is neither', read(`/v1/accounts/${victim}/balance`, ['X-Env: prod']), 400, 'mode_invalid'],
  ['X-Env that disagrees', request('GET', `/v1/accounts/${victim}/balance`, ['Authorization: Bearer sk_test_sparked_dev', 'X-Env: live']), 400, 'mode_mismatch'],

  // What is asked
  ...['tenant_id', 'balance', 'seq', 'mode', 'Amount'].map((m) =>
    [`B14 a member nobody knows: ${m}`, charge(`"amount":1,"${m}":"x"`), 422, 'field_unknown']),
  ...['{', '', ' ', '{"user":"a"', `${good} {}`, `${good}${good}`, `${good},`, '{"user":"a",/*x*/"amount":1}', '{"user":"a",}', '{\'user\':1}',
    '{user:"a"}', '{"user":"a","amount":NaN}', '{"user":"a","amount":Infinity}', '{"user":"a","amount":+1}', '{"user":"a","amount":01}',
    '{"user":"a","amount":.5}', '{"user":"a","amount":1.}', '{"user":"a","amount":0x1}', '[]', '"x"', '1', 'null', 'true', '{"user":"a\nb"}'].map((b) =>
    [`B15 not JSON, or no object: ${JSON.stringify(b.slice(0, 40))}`, write(b), 400, 'json_invalid']),
  ['B16 a member twice', charge('"amount":1,"amount":1'), 400, 'json_duplicate_key'],
  ['B16 twice in the depths, once escaped', charge('"amount":1,"metadata":{"a":[{"x":1,"\\u0078":2}]}'), 400, 'json_duplicate_key'],
  ['B17 too deep', charge(`"amount":1,"metadata":${'{"a":'.repeat(33)}1${'}'.repeat(33)}`), 400, 'json_limit'],
  ['B17 far too deep', write('['.repeat(100_000)), 400, 'json_limit'],
  ['B17 a long string', charge(`"amount":1,"reason":"${'x'.repeat(1_000_000)}"`), 422, 'field_invalid', 'reason'],
  ['B17 a long number', charge(`"amount":${'1'.repeat(1000)}`), 422, 'amount_invalid', 'amount'],
  ['B17 a number longer than any', charge(`"amount":${'1'.repeat(1001)}`), 400, 'json_limit'],
  ['B17 a long member name', charge(`"${'n'.repeat(5000)}":1,"amount":1`), 400, 'json_limit'],
  ['B17 too large', write(`{"user":"${'x'.repeat(1_048_600)}"}`), 413, 'body_too_large'],
  ['B17 too much metadata', charge(`"amount":1,"metadata":{"a":"${'x'.repeat(4097)}"}`), 422, 'metadata_invalid'],
  ['B17 1001 events', write(`[${Array(1001).fill('{}').join(',')}]`, { p: '/v1/events' }), 422, 'too_many_items'],
  ...['0', '-0', '-1', '0.0', '1e1000000000', '1e-1000000000', '-1e999999999', '1E400', '1.0000000000000000001', '1.0000001', '9223372036854775808',
    '1000000000000.000001', '1000000000001', 'null', 'true', 'false', '[]', '[1]', '{}', '""', '" 1"', '"1 "', '"0x10"', '"1e3"', '"NaN"', '"null"', '"1,5"', '"+1"',
    '"٣"', '".5"', '"1."'].map((a) => [`B18 amount ${a}`, charge(`"amount":${a}`), 422, 'amount_invalid', 'amount']),
  ['B18 no amount', charge('"reason":"x"'), 422, 'amount_invalid', 'amount'],
  ...['1.5', '0', '86401', '-1', '"60"', 'true', '1e30'].map((t) =>
    [`B18 timeoutSeconds ${t}`, write(`{"user":"${victim}","amount":1,"timeoutSeconds":${t}}`, { p: '/v1/holds' }), 422, 'field_invalid', 'timeoutSeconds']),
  ...['0', '-1', 'null', '"x"', '1e40', '1000000000001'].map((q) =>
    [`B19 quantity ${q}`, charge(`"meter":"ai_seconds","quantity":${q}`), 422, 'amount_invalid', 'quantity']),
  ['B19 an unknown meter', charge('"meter":"nope","quantity":1'), 422, 'unknown_meter', 'meter'],
  ['B19 an amount and a meter', charge('"meter":"ai_seconds","quantity":1,"amount":1'), 422, 'field_invalid', 'amount'],
  ['B19 a meter without a quantity', charge('"meter":"ai_seconds"'), 422, 'amount_invalid', 'quantity'],
  ['B20 bytes that are not UTF-8', write(text('{"user":"a\xff\xfe","amount":1}')), 400, 'json_invalid'],
  ['B20 an overlong encoding', write(text('{"user":"\xc0\xaf","amount":1}')), 400, 'json_invalid'],
  ['B20 an encoded surrogate', write(text('{"user":"\xed\xa0\x80","amount":1}')), 400, 'json_invalid'],
  ['B20 half a pair, escaped', charge('"amount":1,"reason":"\\ud800"'), 400, 'json_invalid'],
  ['B20 the other half', charge('"amount":1,"reason":"\\udc00x"'), 400, 'json_invalid'],
  ['B20 NUL, escaped', charge('"amount":1,"reason":"a\\u0000b"'), 400, 'json_invalid'],
  ['B20 NUL in a member of metadata', charge('"amount":1,"metadata":{"a\\u0000":1}'), 400, 'json_invalid'],
  ['B20 UTF-16', write(Buffer.from(good, 'utf16le')), 400, 'json_invalid'],
  ...['a b', '', 'é', '\u200b', '\u202eabc', '😀', 'a/b', '../x', 'x'.repeat(129), 'a\\nb', 'a%20b', "'; DROP TABLE ledger_entry; --"].map((id) =>
    [`B20 the id ${JSON.stringify(id.slice(0, 20))}`, write(`{"user":"${id}","amount":1}`), 422, 'id_invalid', 'user']),
  ['B20 an id that is a number', write('{"user":1,"amount":1}'), 422, 'field_invalid', 'user'],
  ['B20 no id', write('{"amount":1}'), 422, 'field_missing', 'user'],
  ['B20 an id in the path', read('/v1/accounts/a%20b/balance'), 422, 'id_invalid'],
  ['a policy nobody knows', charge('"amount":1,"policy":"generous"'), 422, 'field_invalid', 'policy'],
  ['an overdraft without a limit', charge('"amount":1,"policy":"overdraft"'), 422, 'field_missing', 'overdraftLimit'],
  ['metadata that is no object', charge('"amount":1,"metadata":[1]'), 422, 'field_invalid', 'metadata'],
  ['a reason that is too long', charge(`"amount":1,"reason":"${'x'.repeat(2000)}"`), 422, 'field_invalid', 'reason'],
  ...['tomorrow', '2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', '2026-01-01T24:00:01Z', '2026-12-31T23:59:60Z', '10000-01-01T00:00:00Z', ''].map((t) =>
    [`B22 expiresAt ${t}`, write(`{"user":"${victim}","source":"package","amount":1,"expiresAt":"${t}"}`, { p: '/v1/grants' }), 422, 'time_invalid', 'expiresAt']),
  ['B22 ?at without a zone', read(`/v1/accounts/${victim}/balance?at=2026-01-01T00:00:00`), 422, 'time_invalid', 'at'],
  ['B23 text', post([once(), 'Content-Type: text/plain', of000(good)]), 415, 'content_type_unsupported'],
  ['B23 latin-1', post([once(), 'Content-Type: application/json; charset=latin1', of000(good)]), 415, 'content_type_unsupported'],
  ['B23 a charset nobody knows', post([once(), 'Content-Type: application/json; charset=nope', of000(good)]), 415, 'content_type_unsupported'],
  ['B23 no type', post([once(), of000(good)]), 415, 'content_type_unsupported'],
  ['B23 a form', post([once(), 'Content-Type: application/x-www-form-urlencoded', of000(good)]), 415, 'content_type_unsupported'],
  ['B23 lines where one document is wanted', post([once(), 'Content-Type: application/x-ndjson', of000(good)]), 415, 'content_type_unsupported'],
  ['B24 an unknown path', read('/v1/nothing'), 404, 'not_found'],
  ['B24 the root', request('GET', '/', []), 404, 'not_found'],
  ['B24 an unknown path, written to', post([json], '{}', '/v2/charges'), 404, 'not_found'],
  ['B24 a slash at the end', post([json, once(), of000(good, `${path}/`)], good, `${path}/`), 404, 'not_found'],
  ['B24 nothing between the slashes', read('/v1/accounts/balance'), 404, 'not_found'],
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'BREW'].map((m) => [`B24 the method ${m}`, request(m, path, []), [405, 501], undefined, 'allow']),
  ['B24 CONNECT', request('CONNECT', 'localhost:80', []), [400, 404, 405, 501], undefined, 'anywhere'],
  ...['//v1/charges', '/v1//charges', '/v1/./charges', '/v1/x/../charges', '/v1/%2e%2e/v1/charges', '/v1%2Fcharges', '/v1/charges;x=1', '/v1;/charges', '/v1/charges%00',
    '/v1/charges%0a', '/v1\\charges', '/v1/%5ccharges', '/v1/%252e/charges', '/v1/charges/.', '/v1/charges/..',
    '/v1/%2E/charges', '/v1/charges/%2e%2E', '/v1/charges/.%2e'].map((p) =>
    [`B25 the path ${p}`, write(good, { p }), 400, ['path_invalid', 'request_invalid'], 'anywhere']),
  ...['/V1/charges', '/v1/Charges', '/v1/charges.json', '/v1/charges%20'].map((p) => [`B25 the path ${p}`, write(good, { p }), 404, 'not_found']),
  ['B25 a percent sign alone', write(good, { p: '/v1/charges%' }), 400, undefined, 'anywhere'],
  ['B25 bytes in the path', request('GET', '/v1/\xff\xfe', []), 400, undefined, 'anywhere'],
  ['B25 another authority', request('GET', 'http://elsewhere/v1/nothing', ['Host: elsewhere']), [400, 404], undefined, 'anywhere'],
  ['B26 a long query', read(`/v1/accounts/${victim}/balance?x=${tooLong}`), 414, 'uri_too_long'],
  ['B26 a long path', request('GET', `/${tooLong}`, []), 414, 'uri_too_long'],
  ['B26 a long header', request('GET', '/health', [`X-Long: ${'y'.repeat(17_000)}`]), 431, 'headers_too_large'],
  ['B26 200 headers', request('GET', '/health', Array.from({ length: 200 }, (_, i) => `X-${i}: y`)), 431, 'headers_too_large'],
  ['B26 a very long path', request('GET', `/${'y'.repeat(60_000)}`, []), [400, 414], undefined, 'anywhere'],
  ['B26 very long headers', request('GET', '/health', [`X-Long: ${'y'.repeat(60_000)}`]), [400, 431], undefined, 'anywhere'],
  ['B26 500 headers', request('GET', '/health', Array.from({ length: 500 }, (_, i) => `X-${i}: y`)), [400, 431], undefined, 'anywhere'],
  ['a body on a GET', request('GET', `/v1/accounts/${victim}/balance`, [json, 'Content-Length: 2', of000('{}', `/v1/accounts/${victim}/balance`)], '{}'), 400, 'body_not_allowed'],
  ['a query parameter twice', read(`/v1/accounts/${victim}/ledger?limit=1&limit=2`), 400, 'query_duplicated'],
  ['a query that is badly encoded', read(`/v1/accounts/${victim}/balance?at=%zz`), 400, undefined, 'anywhere'],
  ['a position that is none', read(`/v1/accounts/${victim}/balance`, ['Weir-Position: x1']), 400, 'position_invalid'],
  ...['limit=0', 'limit=-1', 'limit=1000000000', 'limit=1.5', 'limit=', 'limit=x', 'after=-1', 'after=99999999999999999999'].map((q) =>
    [`B47 ?${q}`, read(`/v1/accounts/${victim}/ledger?${q}`), 422, 'query_invalid']),

  // HTTP itself
  ['B27 a chunk that is none', request('POST', path, [json, once(), of000(good), 'Transfer-Encoding: chunked'], 'ZZ\r\nabc\r\n0\r\n\r\n'), 400, ['body_incomplete', 'request_invalid']],
  // A complete request by either of them: who stands between could have read it otherwise.
  ['B27 chunked and a length', request('POST', path, [json, once(), of000(good), 'Transfer-Encoding: chunked', `Content-Length: ${good.length}`],
    `${good.length.toString(16)}\r\n${good}\r\n0\r\n\r\n`), 400, 'request_invalid', 'anywhere'],
  ['B27 chunked twice', request('POST', path, [json, once(), of000(good), 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), [400, 501], undefined, 'anywhere'],
  ['B27 an unknown coding', request('POST', path, [json, once(), of000(good), 'Transfer-Encoding: gzip'], 'x'), [400, 501], undefined, 'anywhere'],
  ['B27 a chunk of a huge length', request('POST', path, [json, once(), of000(good), 'Transfer-Encoding: chunked'], 'ffffffffffffffff\r\nabc'), 400, ['body_incomplete', 'request_invalid']],
  ['B27 a negative length', post([json, once(), of000(good), 'Content-Length: -1']), 400, undefined, 'anywhere'],
  ['B27 a length in hex', post([json, once(), of000(good), 'Content-Length: 0x10']), 400, undefined, 'anywhere'],
  ['B27 a length beyond everything', post([json, once(), of000(good), 'Content-Length: 99999999999999999999']), [400, 413], undefined, 'anywhere'],
  ['B27 a length over the limit', post([json, once(), of000(good), 'Content-Length: 1048577']), 413, 'body_too_large'],
  ['B27 no host', `POST ${path} HTTP/1.1\r\n${json}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, 400, undefined, 'anywhere'],
  ['B27 a version nobody speaks', `GET /health HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n`, [400, 505], undefined, 'anywhere'],
  ['B27 no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', [400, null], undefined, 'anywhere'],
  ['B27 a space before the colon', `GET /health HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\nConnection: close\r\n\r\n`, 400, undefined, 'anywhere'],
  ['B30 a write without an id', post([json, of000(good)]), 400, 'idempotency_key_missing'],
  ...['', 'a b', 'x'.repeat(129), 'a/b', 'é', '{}'].map((id) =>
    [`B34 the Idempotency-Key ${JSON.stringify(id.slice(0, 12))}`, post([json, of000(good), `Idempotency-Key: ${id}`]), 422, 'idempotency_key_invalid']),
  ['B34 X-User-Id', read(`/v1/accounts/${victim}/balance`, ['X-User-Id: a b']), 422, 'id_invalid'],
];

// The first write of a process that has just begun may be told to come again.
before(() => eventually(async () => assert.equal((await sheen('POST', path, { user: user(), amount: 1 })).status, 200)));

for (const [name, bytes, status, code, more] of rows) {
  test(name, async () => {
    const answer = await exchange(bytes);
    if (name.endsWith('HEAD')) {
      assert.equal(answer.status, 405);
    } else {
      isProblem(answer, status, code, more === 'anywhere' ? undefined : String(bytes).split(' ')[1]);
    }
      if (more === 'allow') assert.ok(answer.headers.allow?.includes('POST'), answer.text);
    if (answer.status === 401) assert.ok(answer.headers['www-authenticate'], answer.text);
    if (code && ['amount', 'quantity', 'user', 'expiresAt', 'timeoutSeconds', 'meter', 'policy', 'overdraftLimit', 'metadata', 'reason', 'at'].includes(more)) {
      assert.equal(answer.body.field, more, answer.text);
    }
  });
}

test('B25 an encoded dot is a letter of an id', async () => {
  const answer = await exchange(read('/v1/accounts/%2ea%2Eb./balance'));
  assert.deepEqual([answer.status, answer.body.user], [200, '.a.b.'], answer.text);
});

test('B24 OPTIONS says what there is', async () => {
  const answer = await exchange(request('OPTIONS', path, []));
  assert.equal(answer.status, 200, answer.text);
  assert.ok(answer.headers.allow.includes('POST'), answer.text);
  isProblem(await exchange(request('OPTIONS', '/v1/nothing', [])), 404, 'not_found');
});

test('B06 and B31 a replay inside the window gets the same answer', async () => {
  const u = user();
  const body = JSON.stringify({ user: u, amount: 2 });
  const bytes = request('POST', path, [json, once(), ofV2(now(), { body })], body);
  const first = await exchange(bytes);
  const second = await exchange(bytes);
  assert.equal(second.status, 200, second.text);
  assert.equal(second.headers['idempotency-replayed'], 'true');
  assert.deepEqual({ ...second.body, decision: 'accepted' }, first.body);
});

test('B10 a flood of unknown key ids is answered, quickly and alike', async () => {
  const part = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => {
    const token = [part({ alg: 'RS256', kid: `k${i}` }), part({ iss: 'http://localhost:4011', sub: 'u', exp: now() + 60, publishableKey: 'pk_live_dream_dev' }), 'AAAA'].join('.');
    return exchange(request('GET', '/v1/accounts/u/balance', [`Authorization: Bearer ${token}`]));
  }));
  for (const answer of answers) isProblem(answer, [401, 503], ['token_invalid', 'keys_unavailable']);
});

test('B21 what looks like an attack is data, and comes back as it was', async () => {
  const u = user();
  const reason = `'; DROP TABLE ledger_entry; -- \${jndi:ldap://x} <script> %0d%0a\r\nHTTP/1.1 200 OK\u202e\u200b 😀 \u001b[31m`;
  const charged = await sheen('POST', path, { user: u, amount: 1, reason, metadata: { "a'\"\\": reason } });
  assert.equal(charged.status, 200, charged.text);
  const { body } = await sheen('GET', `/v1/accounts/${u}/ledger`, undefined, { headers: position(charged) });
  assert.equal(body.entries.at(-1).reason, reason);
  assert.deepEqual(body.entries.at(-1).metadata, { "a'\"\\": reason });
});

test('B22 and B37 every event of a batch gets its own answer', async () => {
  const u = user();
  const at = (ms) => new Date(Date.now() + ms).toISOString();
  const event = (more) => ({ id: key(), user: u, meter: 'ai_seconds', quantity: 1, ...more });
  const batch = [event(), event({ time: at(0) }), event({ time: at(6 * 60_000) }), event({ time: at(-36 * 86_400_000) }), event({ time: 'soon' }),
    event({ time: '2026-11-21T00:00:00' }), event({ time: '9999-01-01T00:00:00Z' }), event({ time: 5 }), event({ quantity: -1 }), event({ meter: 'nope' }),
    event({ id: 'a b' }), event({ user: null }), event({ tenant: 'dream' }), 7, null, [], event({ metadata: 'x' })];
  const answer = await sheen('POST', '/v1/events', batch);
  assert.equal(answer.status, 202, answer.text);
  assert.deepEqual(answer.body.results.map((r) => r.code ?? r.status),
    ['accepted', 'accepted', 'event_time_in_future', 'event_too_old', 'event_time_invalid', 'event_time_invalid', 'event_time_in_future', 'event_time_invalid',
      'amount_invalid', 'unknown_meter', 'id_invalid', 'field_missing', 'field_unknown', 'field_invalid', 'field_invalid', 'field_invalid', 'field_invalid']);
  for (const result of answer.body.results) {
    assert.deepEqual(Object.keys(result), result.status === 'accepted' ? ['id', 'status'] : ['id', 'status', 'code', 'detail']);
  }
  const mixed = `${JSON.stringify(event())}\n{broken\n\n{"id":"a","id":"b"}\r\n`;
  const lined = await sheen('POST', '/v1/events', mixed, { headers: { 'Content-Type': 'application/x-ndjson' } });
  assert.deepEqual(lined.body.results.map((r) => r.code ?? r.status), ['accepted', 'json_invalid', 'json_duplicate_key']);
});

test('B29 whoever leaves in the middle of a body has done nothing; before the answer, once', async () => {
  const u = user();
  const body = JSON.stringify({ user: u, amount: 5 });
  const id = key();
  const bytes = request('POST', path, [json, `Idempotency-Key: ${id}`, of000(body)], body);
  const send = (part) => new Promise((done) => {
    const socket = connect();
    socket.on('error', done);
    socket.on('connect', () => socket.write(part, () => setTimeout(() => { socket.destroy(); done(); }, 20)));
  });
  await send(bytes.subarray(0, bytes.length - 3));
  const before = await sheen('GET', `/v1/accounts/${u}/balance`);
  assert.equal(before.body.seq, 0);
  await send(bytes);
  const again = await exchange(bytes);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.body.balance.total, 3895);
});

test('B33 and B35 an id belongs to one account and one meaning', async () => {
  const [u, v] = [user(), user()];
  const id = key();
  assert.equal((await sheen('POST', path, { user: u, amount: 1 }, { id })).body.decision, 'accepted');
  const other = await sheen('POST', path, { user: u, amount: 1, reason: 'x' }, { id });
  assert.equal(other.status, 422);
  assert.equal(other.body.code, 'idempotency_key_reused');
  assert.equal((await sheen('POST', '/v1/holds', { user: u, amount: 1 }, { id })).body.code, 'idempotency_key_reused');
  assert.equal((await sheen('POST', path, { user: v, amount: 1 }, { id })).body.decision, 'accepted');
  assert.equal((await sheen('POST', path, { user: u, amount: 1 }, { id, mode: 'test' })).body.decision, 'accepted');
  await withKey('sk_live_sparked_admin_dev', 'POST', '/api/credits/initialize', { userId: u, amount: 5 }, { id: key() });
  assert.equal((await withKey('sk_live_sparked_dev', 'POST', path, { user: u, amount: 1 }, { id })).body.decision, 'accepted');
});

test('B27 two requests glued together are two or none, never a hidden one', async () => {
  const u = user();
  const hidden = JSON.stringify({ user: u, amount: 7 });
  const inner = request('POST', path, [json, once(), of000(hidden)], hidden);
  for (const outer of [
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${json}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\n0;\n\r\n\r\n`,
  ]) {
    const answer = await exchange(Buffer.concat([Buffer.from(outer), inner]));
    assert.ok([400, 401, 501].includes(answer.status), answer.text);
    assert.doesNotMatch(answer.text, /"chargeId"/);
  }
  assert.equal((await sheen('GET', `/v1/accounts/${u}/balance`)).body.seq, 0);
});

test('B28 whoever is slow is cut off, and others do not notice', async () => {
  const half = (bytes) => bytes.subarray(0, bytes.length - 10);
  const slow = [
    exchange('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ', { trickle: 1000 }),
    exchange('GE', { trickle: 1000 }),
    exchange('POST /v1/charges HTTP/1.1\r\nHost: x\r\n'),
    exchange(half(write(good))),
    exchange(''),
  ];
  const took = [];
  for (let i = 0; i < 20; i++) {
    const began = Date.now();
    assert.equal((await sheen('GET', `/v1/accounts/${victim}/balance`)).status, 200);
    took.push(Date.now() - began);
  }
  assert.ok(took.sort((a, b) => a - b)[10] < 2000, `${took} ms`);
  for (const answer of await Promise.all(slow)) {
    assert.ok(answer.ms < 17_000, `${answer.ms} ms`);
    assert.ok([null, 400, 408].includes(answer.status), answer.text);
  }
});

test('B28 a body that trickles ends within 30 s', async () => {
  const head = request('POST', path, [json, once(), of000(good), 'Content-Length: 1000']);
  const answer = await exchange(head, { trickle: 1000, patience: 40_000 });
  assert.ok(answer.ms < 38_000, `${answer.ms} ms`);
  isProblem(answer, 408, 'body_too_slow');
});

after(async () => {
  const last = write(good);
  const fine = await eventually(async () => {
    const answer = await exchange(last);
    assert.equal(answer.status, 200, answer.text);
    return answer;
  });
  assert.equal(fine.body.balance.total, 3899, 'something of the above was charged');
  const log = process.env.WEIR_LOG;
  if (!log) return;
  const said = fs.readFileSync(log, 'utf8');
  for (const secret of ['dev-secret-123', 'sk_live_sparked', 'sk_live_nobody', 'dev-cron-secret', 'whsec_', rightV1, 'DROP TABLE', '"amount"', 'jndi']) {
    assert.ok(!said.includes(secret), `the log says ${secret}`);
  }
  // The third is the log's own word on what is said while it is set up.
  for (const line of said.split('\n').filter(Boolean)) {
    assert.match(line, /^(\d{4}-\d\d-\d\dT|weir: |\d\d:\d\d:\d\d,\d{3} \|-WARN in Logger|\s*$|WARNING|OpenJDK|\{)/, 'a log line that is none');
  }
});
