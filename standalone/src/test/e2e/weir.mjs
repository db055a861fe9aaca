// What every end-to-end test needs: signed requests to a running Weir, fresh users, and waiting for a condition.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

export const base = process.env.WEIR_URL ?? 'http://127.0.0.1:8080';
const hmacSecret = 'dev-secret-123';

export const user = (name = 'u') => `${name}-${crypto.randomUUID()}`;
export const key = () => crypto.randomUUID();
/** A server where `url` says. */
export const listen = (server, url) =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    server.once('error', fail).listen(Number(port), hostname, done);
  });
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const hmac = (secret, text) => crypto.createHmac('sha256', secret).update(text).digest('hex');

export const sign000 = (body, path, secret = hmacSecret) => ({ 'x-sheen-signature': hmac(secret, body + path) });
export const sign003 = (method, path, body, secret = hmacSecret) => ({
  'X-HMAC-Signature': hmac(secret, method + path + body),
});
export const signV2 = (method, path, body, t = Math.floor(Date.now() / 1000), secret = hmacSecret) => {
  const digest = crypto.createHash('sha256').update(body).digest('hex');
  return { 'Weir-Signature': `t=${t},v2=${hmac(secret, `${t}.${method}.${path}.${digest}`)}` };
};

async function answer(response) {
  const text = await response.text();
  let body = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer is JSON; the text itself is what the test looks at.
  }
  return { status: response.status, headers: response.headers, body, text };
}

export async function raw(method, path, headers = {}, body = undefined) {
  return answer(await fetch(base + path, { method, headers, body }));
}

const NOT_YET = ['position_not_seen', 'history_behind'];

/** As a client does: what cannot be read at this moment is asked for again. */
async function patient(method, path, headers, body) {
  const end = Date.now() + 40_000;
  for (;;) {
    const got = await raw(method, path, headers, body);
    if (method !== 'GET' || !NOT_YET.includes(got.body?.code) || Date.now() > end) return got;
    await sleep(100);
  }
}

/** A signed call to tenant sheen. Writes get a fresh Idempotency-Key unless one is given; hasty reads are asked once. */
export async function sheen(method, path, json, { id, headers = {}, mode, hasty } = {}) {
  const body = json === undefined ? '' : typeof json === 'string' ? json : JSON.stringify(json);
  const all = { ...sign000(body, path.split('?')[0]), ...headers };
  if (json !== undefined) all['Content-Type'] ??= 'application/json';
  if (method !== 'GET') all['Idempotency-Key'] = id ?? key();
  if (mode) all['X-Env'] = mode;
  return (hasty ? raw : patient)(method, path, all, json === undefined ? undefined : body);
}

/** The same in test mode, where clocks can be moved. */
export const sheenTest = (method, path, json, options = {}) =>
  sheen(method, path, json, { ...options, mode: 'test' });

/** A call with an API key; `as` names the user of the X-User-Id header. */
export async function withKey(apiKey, method, path, json, { id, headers = {}, as } = {}) {
  const all = { Authorization: `Bearer ${apiKey}`, ...headers };
  if (json !== undefined) all['Content-Type'] = 'application/json';
  if (id !== undefined) all['Idempotency-Key'] = id;
  if (as) all['X-User-Id'] = as;
  return patient(method, path, all, json === undefined ? undefined : JSON.stringify(json));
}

export const position = (answer) => ({ 'Weir-Position': answer.headers.get('weir-position') });

/** Patient, because a busy machine is no fault of Weir's; how fast a thing must be is asked where it is asked. */
export async function eventually(probe, timeoutMs = 40_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await probe();
    } catch (failure) {
      if (Date.now() > end) throw failure;
      await sleep(50);
    }
  }
}

export async function advance(period) {
  return sheenTest('POST', '/v1/test/clock', { advance: period });
}

/** Begins a day of test money: what takes less than one is not met by another daily bonus on its way. */
export async function midnight() {
  const { body: { now } } = await advance('PT0.001S');
  const next = new Date(now);
  next.setUTCHours(24, 0, 0, 0);
  const { status, body, text } = await sheenTest('POST', '/v1/test/clock', { set: next.toISOString() });
  assert.equal(status, 200, text);
  assert.equal(body.now, next.toISOString());
  return next;
}

/** One of `./weir`'s commands, run to its end; within a build by the classes as they are being tested. */
export function command(name, ...args) {
  const weir = fileURLToPath(new URL('../../../../weir', import.meta.url));
  const { WEIR_TEST_JAVA: java, WEIR_TEST_CLASS_PATH: classPath } = process.env;
  const [program, before] = java ? [java, [...SMALL, '-cp', classPath, mainClass(weir, name)]] : [weir, [name]];
  return new Promise((done) => {
    execFile(program, [...before, ...args], { timeout: 120_000 }, (error, stdout, stderr) =>
      done({ status: error ? error.code : 0, output: stdout + stderr }));
  });
}

const SMALL = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** The script's own table of commands says which class it is. */
const mainClass = (weir, name) =>
  fs.readFileSync(weir, 'utf8').match(new RegExp(`^${name} \\S+ (\\S+) `, 'm'))[1];
