// Events of the past, from a file: what webhooks have done is done again from nothing, and done twice changes nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startStripe, stripeUrl } from './fake-stripe.mjs';
import { DAY, checkedOut, dispute, id, invoice, linked, now, paid, refunded, send, subscription } from './stripe.mjs';
import { command, eventually, sheen, user } from './weir.mjs';

const ledger = async (u, mode) => {
  const answer = await sheen('GET', `/v1/accounts/${u}/ledger?limit=1000`, undefined, { mode });
  assert.equal(answer.status, 200, answer.text);
  // Midnight may pass meanwhile: what expires then is nobody's news.
  return answer.body.entries.filter((entry) => !entry.commandId?.startsWith('tick-'));
};
const total = async (u, mode) =>
  (await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { mode })).body.total;

async function replay(lines) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'weir-replay-'));
  const file = path.join(folder, 'events.jsonl');
  await fs.writeFile(file, lines.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n'));
  try {
    return await command('replay-stripe', file);
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

function lifecycle(u) {
  const customer = id('cus');
  const sub = id('sub');
  const t = now() - 10; // all on one day, whose bonus is opened once
  const at = (event, seconds) => ({ ...event, created: t + seconds });
  const payment = paid(u, { customer });
  const pi = payment.data.object.id;
  const dp = { id: id('dp'), payment: pi, amount: 100 };
  return [
    at(checkedOut(u, { payment: pi, customer }), 0),
    at(payment, 1),
    at(linked(u, customer, sub), 2),
    subscription('created', { id: sub, customer, created: t + 3 }),
    invoice({ customer, subscription: sub, start: t, end: t + 10 * DAY, created: t + 4 }),
    at(refunded(pi, 250), 5),
    dispute('created', { ...dp, status: 'needs_response', created: t + 6 }),
    dispute('closed', { ...dp, status: 'won', created: t + 7 }),
    invoice({ customer, subscription: sub, start: t + 10 * DAY, end: t + 20 * DAY, created: t + 8 }),
    subscription('updated', { id: sub, customer, plan: 'pro', created: t + 9 }),
  ];
}

/** The ledger once the last of the events has come: it changes the plan. */
const whole = (u, mode) =>
  eventually(async () => {
    const entries = await ledger(u, mode);
    assert.equal(entries.at(-1).kind, 'plan_changed');
    return entries;
  });

/** The same events as of test money: the two have nothing in common, so that there it is a beginning from nothing. */
const asTest = (events) =>
  events.map((each) => ({
    ...each,
    livemode: false,
    data: { object: { ...each.data.object, livemode: false } },
  }));

test('a replay into nothing rebuilds the ledger that the webhooks made, and a second one changes nothing', async () => {
  const u = user();
  const events = lifecycle(u);
  await send(...events);
  const expected = 3900 + 1800 + 2 * 36_000;
  await eventually(async () => assert.equal(await total(u), expected));
  const original = await whole(u);

  // Stripe lists the newest first.
  const first = await replay(asTest(events).reverse());
  assert.equal(first.status, 0, first.output);
  assert.match(first.output, /10 of 10 events/);
  assert.match(first.output, /written: 10 events/);
  assert.match(first.output, /accounts changed: 1/);
  await eventually(async () => assert.equal(await total(u, 'test'), expected));
  const rebuilt = await whole(u, 'test');
  const clock = (await sheen('GET', `/v1/accounts/${u}/balance`, undefined, { mode: 'test' })).body.asOf;
  const stands = Math.abs(Date.parse(clock) - Date.now()) > 60_000;
  const shown = ({ hash, prevHash, at, ...rest }) => (stands ? rest : { hash, prevHash, at, ...rest });
  // A ledger that lives by a moved test clock has other times, and so other hashes.
  assert.deepEqual(rebuilt.map(shown).map(withoutDays), original.map(shown).map(withoutDays));

  // What is said of a mode is said of all of it, and in this one nobody else is at work.
  const again = await replay([...asTest(events), ...asTest(events)]);
  assert.equal(again.status, 0, again.output);
  assert.match(again.output, /nothing changed/);
  const live = await replay([...events, ...events]);
  assert.equal(live.status, 0, live.output);
  assert.deepEqual(await ledger(u), original);
  assert.deepEqual(await ledger(u, 'test'), rebuilt);

  function withoutDays(entry) {
    return stands ? JSON.parse(JSON.stringify(entry).replaceAll(/daily\/[-\d]+/g, 'daily')) : entry;
  }
});

test("Stripe's own list is replayed since a time, patiently, and changes nothing the second time", { skip: !stripeUrl && 'this Weir knows no fake of Stripe' }, async () => {
  const stripe = await startStripe();
  try {
    const u = user();
    stripe.more['/v1/events'] = asTest(lifecycle(u));
    stripe.troubles = [429, 429, 429];
    const since = new Date(Date.now() - 7_200_000).toISOString();
    const first = await command('replay-stripe', '--from-api', '--since', since, '--mode', 'test');
    assert.equal(first.status, 0, first.output);
    assert.match(first.output, /written: 10 events/);
    await eventually(async () => assert.equal(await total(u, 'test'), 3900 + 1800 + 2 * 36_000));
    const again = await command('replay-stripe', '--from-api', '--since', since, '--mode', 'test');
    assert.match(again.output, /nothing changed/);
  } finally {
    await stripe.close();
  }
});

test('lines that are no events are named with their number, and the others are taken', async () => {
  const u = user();
  const payment = paid(u);
  const answer = await replay(['', '{broken', payment, '[]', { ...paid(u), account: 'acct_2' }, '{"type":"x"}']);
  assert.equal(answer.status, 1, answer.output);
  assert.match(answer.output, /line 2: json_invalid/);
  assert.match(answer.output, /line 4: event_invalid/);
  assert.match(answer.output, /line 5: other_account/);
  assert.match(answer.output, /line 6: event_invalid/);
  assert.match(answer.output, /refused: 4/);
  assert.match(answer.output, /written: 1 events/);
  await eventually(async () => assert.equal(await total(u), 7500));
});

test('what is taken and cannot be used is said too', async () => {
  const u = user();
  const payment = paid(u, { minutes: 'many' });
  const answer = await replay([payment]);
  assert.match(answer.output, /set aside: 1/);
  assert.match(answer.output, new RegExp(`minutes_unreadable, ${payment.id}`));
});

test('a wrong command line says how it is used', async () => {
  for (const [args, said] of [
    [['--from-api'], /--since/],
    [['/no/such/file'], /no file/],
    [['--from-api', '--since', '2026-11-01', '--mode', 'live'], /no Stripe key/],
  ]) {
    const answer = await command('replay-stripe', ...args);
    assert.notEqual(answer.status, 0, args.join(' '));
    assert.match(answer.output, said);
    assert.doesNotMatch(answer.output, /\tat /);
  }
});
