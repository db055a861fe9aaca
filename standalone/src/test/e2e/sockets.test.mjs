// Ten thousand connections that ask nothing, and those who do ask are served as before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, sheen, user } from './weir.mjs';
import { connect } from './wire.mjs';

const MANY = 10_000;
const AT_A_TIME = 500;

test('ten thousand idle connections keep nobody from being served, and are closed', { timeout: 120_000 }, async () => {
  let open = 0;
  let refused = 0;
  const sockets = [];
  const one = () => new Promise((done) => {
    const socket = connect();
    sockets.push(socket);
    socket.on('connect', () => { open++; done(); });
    socket.on('error', () => { refused++; done(); });
    socket.on('close', () => { open--; });
    socket.resume();
  });
  for (let i = 0; i < MANY; i += AT_A_TIME) await Promise.all(Array.from({ length: AT_A_TIME }, one));
  assert.equal(refused, 0);
  assert.ok(open > MANY / 2, `${open} were open at once`);
  const u = user();
  for (let i = 1; i <= 20; i++) {
    const began = Date.now();
    const charged = await sheen('POST', '/v1/charges', { user: u, amount: 1 });
    assert.equal(charged.status, 200, charged.text);
    assert.equal(charged.body.balance.total, 3900 - i);
    assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms with ${open} idle`);
  }
  // All that were ever accepted; of a crowd like this the kernel forgets a few, and their ends do not know.
  await eventually(() => assert.ok(open < MANY / 10, `${open} are open still`));
  sockets.forEach((socket) => socket.destroy());
  await eventually(async () => assert.equal((await sheen('GET', '/health')).status, 200));
});

test('thousands that begin and never end, and bodies that are announced and never come, fill no memory', { timeout: 120_000 }, async () => {
  const beginnings = [
    `POST /v1/charges HTTP/1.1\r\nHost: x\r\nX-A: ${'y'.repeat(2000)}`,
    'POST /v1/charges HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1048576\r\n\r\n{',
  ];
  const sockets = [];
  for (let i = 0; i < 6000; i++) {
    const socket = connect();
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(beginnings[i % 2]));
    socket.resume();
    if (i % AT_A_TIME === 0) await new Promise((done) => { setTimeout(done, 50); });
  }
  const u = user();
  let served = 0;
  for (let i = 0; i < 20; i++) {
    const answer = await sheen('POST', '/v1/charges', { user: u, amount: 1 });
    assert.ok([200, 503].includes(answer.status), answer.text);
    if (answer.status === 200) served++;
    if (answer.status === 503) assert.ok(answer.headers.get('retry-after'));
    assert.equal((await sheen('GET', `/v1/accounts/${u}/balance`)).status, 200);
  }
  sockets.forEach((socket) => socket.destroy());
  await eventually(async () => assert.equal((await sheen('POST', '/v1/charges', { user: u, amount: 1 })).status, 200));
  await eventually(async () => assert.equal((await sheen('GET', '/health')).status, 200, `${served} of 20 were served meanwhile`));
});
