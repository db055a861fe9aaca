// Builds: holds of what they will probably take, the workers' word on them, refusals and resume tokens.
// In test mode, because time matters: a hold times out, a token ends.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { advance, eventually, key, midnight, position, sheenTest, user, withKey } from './weir.mjs';

before(midnight);

const WORKER = ['/v1/create-preview-for-new-project', '/v1/update-project'];
const GUIDE = ['/v1/ai/build', '/v1/ai/chat', '/v1/ai/plan'];
const members = (object) => Object.keys(object).sort();
const want = (u, more = {}) => ({ userId: u, projectId: 'p1', prompt: 'a shop', ...more });
const start = (path, body, options) => sheenTest('POST', path, body, options);
const report = (id, body, options) => sheenTest('POST', `/v1/builds/${id}/events`, body, options);
const charge = (u, amount) => ok(sheenTest('POST', '/v1/charges', { user: u, amount }));
const buy = (u, amount) => ok(sheenTest('POST', '/v1/grants', { user: u, source: 'package', amount }));
const total = async (u) => (await ok(sheenTest('GET', `/v1/billing/balance/${u}`))).balance.total;
const empty = async (u, left = 0) => charge(u, (await total(u)) - left);

async function ok(answering) {
  const answer = await answering;
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.body;
}

async function shown(id) {
  return ok(sheenTest('GET', `/v1/builds/${id}`));
}

test('every build endpoint holds the estimate and answers with the same members', async () => {
  for (const path of [...WORKER, ...GUIDE]) {
    const u = user();
    const before = await total(u);
    const answer = await start(path, want(u));
    assert.equal(answer.status, 202, answer.text);
    const body = answer.body;
    assert.deepEqual(members(body), ['balance', 'buildId', 'estimate', 'status', 'success', 'versionId'], path);
    assert.equal(body.success, true);
    const left = before - body.estimate.estimatedSeconds;
    assert.equal(await total(u), left);
    if (WORKER.includes(path)) {
      assert.deepEqual(members(body.balance), ['dailyGift', 'paid', 'total', 'welcomeBonus']);
      assert.equal(body.balance.total, left);
    } else {
      assert.equal(body.balance.total_seconds, left);
    }
    const build = await eventually(() => shown(body.buildId));
    assert.deepEqual([build.userId, build.status, build.projectId], [u, 'queued', 'p1']);
  }
});

test('a read that names the write of a build shows it', async () => {
  const u = user();
  for (let i = 0; i < 10; i++) {
    const started = await start('/v1/ai/chat', want(u));
    const id = started.body.buildId;
    const options = { headers: position(started) };
    for (const path of [`/v1/builds/${id}`, `/v1/builds?userId=${u}`]) {
      let read;
      do read = await sheenTest('GET', path, undefined, options);
      while (read.status === 503 && read.body.code === 'position_not_seen');
      assert.equal(read.status, 200, read.text);
      assert.ok((read.body.builds ?? [read.body]).some((build) => build.buildId === id), read.text);
    }
  }
});

test('the user stands in the body or in the header, and the same key is the same build', async () => {
  const u = user();
  const before = await total(u);
  const options = { id: key(), headers: { 'X-User-Id': u } };
  const first = await start('/v1/ai/build', { prompt: 'x' }, options);
  const again = await start('/v1/ai/build', { prompt: 'x' }, options);
  assert.deepEqual([first.status, again.status], [202, 202]);
  assert.deepEqual(again.body, first.body);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await total(u), before - first.body.estimate.estimatedSeconds);
  const spaced = await start('/v1/ai/build', `{ "projectId": "p", "prompt": "y", "userId": "${u}" }`, { id: `${options.id}-2` });
  const packed = await start('/v1/ai/build', `{"userId":"${u}","prompt":"y","projectId":"p"}`, { id: `${options.id}-2` });
  assert.deepEqual([packed.status, packed.headers.get('idempotency-replayed')], [202, 'true'], packed.text);
  assert.deepEqual(packed.body, spaced.body);
  assert.equal((await start('/v1/ai/build', want(user()), { headers: { 'X-User-Id': u } })).status, 400);
  assert.equal((await start('/v1/ai/build', { prompt: 'x' })).status, 422);
  assert.equal((await start('/v1/ai/build', want(u, { projectSize: 'huge' }))).status, 422);
});

test('a prompt may be nearly as long as a body, and one that is too long is told so at once', async () => {
  const prompts = [['x'.repeat(100_000), 202], ['\n\u0001'.repeat(110_000), 202], ['x'.repeat(930_000), 413], ['"'.repeat(520_000), 413]];
  for (const [prompt, status] of prompts) {
    const answer = await start('/v1/ai/build', want(user(), { prompt }));
    assert.equal(answer.status, status, answer.text);
    if (status === 413) assert.equal(answer.body.code, 'command_too_large');
  }
});

test('the reference\'s 402 has its five members, the guide\'s its seven', async () => {
  const u = user();
  await empty(u, 7);
  for (const path of WORKER) {
    const { status, body } = await start(path, want(u));
    assert.equal(status, 402);
    assert.deepEqual(members(body), ['balance', 'error', 'estimate', 'message', 'required'], path);
    assert.deepEqual([body.error, body.message], ['insufficient_ai_time', 'Insufficient AI time balance to start build']);
    assert.deepEqual(body.balance, { welcomeBonus: 7, dailyGift: 0, paid: 0, total: 7 });
    assert.deepEqual(body.estimate, { estimatedSeconds: body.required });
  }
  for (const path of GUIDE) {
    const { status, body } = await start(path, want(u));
    assert.equal(status, 402);
    assert.deepEqual(members(body), ['balance_seconds', 'breakdown_seconds', 'catalog_version', 'error', 'http_status',
      'resume_token', 'suggestions'], path);
    assert.deepEqual({ ...body, resume_token: '' }, {
      error: 'INSUFFICIENT_AI_TIME', http_status: 402, balance_seconds: 7, breakdown_seconds: { bonus_daily: 0, paid: 7 },
      suggestions: [{ type: 'package', key: 'mini', minutes: 60 }, { type: 'upgrade', plan: 'starter', minutes: 250 }],
      catalog_version: '2025-09-01', resume_token: '',
    });
  }
});

const refusal = async (u, path = '/v1/ai/build') => (await start(path, want(u))).body.resume_token;
const resume = (u, token, path = '/v1/ai/build', more = {}) =>
  start(path, want(u), { headers: { 'X-Resume-Token': token }, ...more });
const burnt = (answer) => assert.deepEqual([answer.status, answer.body.code], [403, 'resume_token_invalid'], answer.text);

test('a resume token goes through once after a purchase', async () => {
  const u = user();
  await empty(u);
  const refused = { id: key() };
  const { body } = await start('/v1/ai/build', want(u), refused);
  assert.deepEqual((await start('/v1/ai/build', want(u), refused)).body, body, 'a refusal told again is the same one');
  const token = body.resume_token;
  await buy(u, 3600);
  const underTheSameKey = await resume(u, token, '/v1/ai/build', refused);
  assert.deepEqual([underTheSameKey.status, underTheSameKey.body.code], [422, 'idempotency_key_reused'], 'the key has its answer');
  const id = key();
  const first = await resume(u, token, '/v1/ai/build', { id });
  assert.equal(first.status, 202, first.text);
  assert.deepEqual((await resume(u, token, '/v1/ai/build', { id })).body, first.body, 'the same request again is no second use');
  burnt(await resume(u, token));
  assert.equal(await total(u), 3600 - first.body.estimate.estimatedSeconds);
});

test('a resume token is bound to its user and operation, and cannot be invented', async () => {
  const u = user();
  await empty(u);
  const token = await refusal(u);
  await buy(u, 3600);
  burnt(await resume(user(), token));
  burnt(await resume(u, token, '/v1/ai/chat'));
  burnt(await resume(u, `${token.slice(0, -2)}xx`));
  for (const invented of ['x', 'a.b.c', `a.${Date.now() + 1000}.c`, '..']) burnt(await resume(u, invented));
  assert.equal((await resume(u, token)).status, 202, 'what others tried did not use it up');
});

test('a retry that is still short burns its token and gets another one', async () => {
  const u = user();
  await empty(u);
  const token = await refusal(u);
  const short = await resume(u, token);
  assert.equal(short.status, 402);
  assert.notEqual(short.body.resume_token, token);
  await buy(u, 3600);
  burnt(await resume(u, token));
  assert.equal((await resume(u, short.body.resume_token)).status, 202);
});

test('a resume token ends after an hour', async () => {
  const u = user();
  await empty(u);
  await advance('PT0.001S');
  const early = await refusal(u);
  const late = await refusal(u);
  await buy(u, 3600);
  await advance('PT59M59S');
  assert.equal((await resume(u, early)).status, 202);
  await advance('PT1S');
  burnt(await resume(u, late));
});

test('the worker\'s words: the first that ends a build counts, all others change nothing', async () => {
  const u = user();
  const before = await total(u);
  const { buildId } = await ok(start('/v1/create-preview-for-new-project', want(u, { projectSize: 'large' })));
  const said = async (body, options) => {
    const answer = await report(buildId, { user: u, ...body }, options);
    assert.equal(answer.status, 200, answer.text);
  };
  await said({ type: 'started' });
  await eventually(async () => assert.equal((await shown(buildId)).status, 'started'));
  await said({ type: 'progress' });
  await said({ type: 'completed', seconds: 42, operation: 'main_build' });
  for (const late of [{ type: 'completed', seconds: 42 }, { type: 'completed', seconds: 400 }, { type: 'failed' }, { type: 'started' },
    { type: 'progress' }]) {
    await said(late);
  }
  assert.equal(await total(u), before - 42);
  await eventually(async () => {
    const build = await shown(buildId);
    assert.deepEqual([build.status, build.seconds], ['completed', 42]);
  });
});

test('an id that the worker used for another word does not end the build unbilled', async () => {
  const u = user();
  const id = key();
  const before = await total(u);
  const { buildId } = await ok(start('/v1/ai/build', want(u)));
  await ok(report(buildId, { type: 'started', user: u }, { id }));
  const refused = await report(buildId, { type: 'completed', user: u, seconds: 7 }, { id });
  assert.deepEqual([refused.status, refused.body.code], [422, 'idempotency_key_reused']);
  await ok(report(buildId, { type: 'completed', user: u, seconds: 7 }));
  assert.equal((await ok(report(buildId, { type: 'started', user: u }))).applied, false);
  assert.equal(await total(u), before - 7);
});

test('a worker\'s word reaches builds alone, not every hold', async () => {
  const u = user();
  const { holdId } = await ok(sheenTest('POST', '/v1/holds', { user: u, amount: 10 }));
  for (const word of [{ type: 'progress' }, { type: 'completed', seconds: 5 }, { type: 'failed' }]) {
    const refused = await report(holdId, { user: u, ...word });
    assert.deepEqual([refused.status, refused.body.code], [404, 'build_not_found']);
  }
  assert.equal((await ok(sheenTest('POST', `/v1/holds/${holdId}/release`, { user: u }))).released, 10);
});

test('a build that bears the longest id can be ended, and one that took nothing is completed', async () => {
  const u = user();
  const before = await total(u);
  const long = key().padEnd(128, '-');
  const { buildId } = await ok(start('/v1/ai/chat', want(u), { id: long }));
  assert.equal(buildId, long);
  assert.equal((await ok(report(buildId, { type: 'completed', user: u, seconds: 0 }))).applied, true);
  assert.equal((await ok(report(buildId, { type: 'completed', user: u, seconds: 0 }))).applied, false);
  assert.equal(await total(u), before);
  await eventually(async () => {
    const build = await shown(buildId);
    assert.deepEqual([build.status, build.seconds], ['completed', 0]);
  });
});

test('an end that was told before there was the build does not stand in its way', async () => {
  for (const seconds of [5, 7]) {
    const [u, id] = [user(), key()];
    const before = await total(u);
    const early = await report(id, { type: 'completed', user: u, seconds: 5 });
    assert.deepEqual([early.status, early.body.code, early.body.error], [404, 'build_not_found', 'Not Found']);
    await ok(start('/v1/ai/build', want(u), { id }));
    assert.equal((await ok(report(id, { type: 'completed', user: u, seconds }))).applied, true);
    assert.equal((await ok(report(id, { type: 'completed', user: u, seconds: 9 }))).applied, false);
    assert.equal(await total(u), before - seconds);
  }
});

test('a failed build costs nothing, and completed after failed stays failed', async () => {
  const u = user();
  const before = await total(u);
  const { buildId } = await ok(start('/v1/update-project', want(u)));
  await ok(report(buildId, { type: 'failed', user: u, reason: 'compiler' }));
  await ok(report(buildId, { type: 'completed', user: u, seconds: 30 }));
  assert.equal(await total(u), before);
  await eventually(async () => {
    const build = await shown(buildId);
    assert.deepEqual([build.status, build.reason], ['failed', 'compiler']);
  });
});

test('what a build took beyond its hold is taken as far as there is any', async () => {
  const u = user();
  await empty(u, 400);
  const { buildId } = await ok(start('/v1/create-preview-for-new-project', want(u)));
  await ok(report(buildId, { type: 'completed', user: u, seconds: 1000 }));
  assert.equal(await total(u), 0);
  const usage = await ok(sheenTest('GET', `/v1/billing/usage/${u}?period=month`));
  assert.equal(usage.by_operation.main_build, 400);
});

test('only the build\'s own user and tenant find it, and bad words are refused', async () => {
  const u = user();
  const { buildId } = await ok(start('/v1/ai/plan', want(u)));
  assert.equal((await report(buildId, { type: 'completed', user: user(), seconds: 1 })).status, 404);
  assert.equal((await report(key(), { type: 'completed', user: u, seconds: 1 })).status, 404);
  assert.equal((await report(buildId, { type: 'finished', user: u })).status, 422);
  assert.equal((await report(buildId, { type: 'completed', user: u })).status, 422);
  assert.equal((await report(buildId, { type: 'completed', user: u, seconds: -1 })).status, 422);
  assert.equal((await report(buildId, { type: 'started' })).status, 422);
  await eventually(() => shown(buildId));
  assert.equal((await withKey('sk_live_sparked_dev', 'GET', `/v1/builds/${buildId}`)).status, 404);
  assert.equal((await sheenTest('GET', `/v1/builds/${key()}`)).status, 404);
});

test('a build that never reports is released by its hold\'s end', async () => {
  const u = user();
  const before = await total(u);
  const { buildId } = await ok(start('/v1/ai/build', want(u)));
  await ok(report(buildId, { type: 'started', user: u }));
  await advance('PT14M59S');
  assert.ok((await total(u)) < before);
  await advance('PT1S');
  assert.equal(await total(u), before);
  await eventually(async () => assert.equal((await shown(buildId)).status, 'timed_out'));
  await ok(report(buildId, { type: 'completed', user: u, seconds: 42 }));
  assert.equal(await total(u), before);
  assert.equal((await shown(buildId)).status, 'timed_out');
});

test('a user\'s builds are listed, newest first, in pages', async () => {
  const u = user();
  const ids = [];
  for (let i = 0; i < 3; i++) {
    ids.unshift((await ok(start('/v1/ai/chat', want(u, { projectId: `p${i}` })))).buildId);
    await advance('PT0.01S');
  }
  const list = (query) => ok(sheenTest('GET', `/v1/builds?userId=${u}${query}`));
  const all = await eventually(async () => {
    const page = await list('');
    assert.equal(page.builds.length, 3);
    return page;
  });
  assert.deepEqual(all.builds.map((b) => b.buildId), ids);
  assert.equal(all.next_cursor, null);
  const first = await list('&limit=2');
  const second = await list(`&limit=2&cursor=${first.next_cursor}`);
  assert.deepEqual([...first.builds, ...second.builds].map((b) => b.buildId), ids);
  assert.equal(second.next_cursor, null);
  assert.deepEqual((await ok(sheenTest('GET', `/v1/builds?userId=${user()}`))).builds, []);
});

test('builds that took no time do not stop the next one', async () => {
  const u = user();
  const chat = want(u, { projectSize: 'small' });
  for (const seconds of [0, 0, 0, 0, 0, 1]) {
    const { buildId } = await ok(start('/v1/ai/chat', chat));
    await ok(report(buildId, { type: 'completed', user: u, seconds }));
  }
  await eventually(async () => {
    const body = { userId: u, operationType: 'chat', projectSize: 'small' };
    const { estimate } = await ok(sheenTest('POST', '/v1/billing/check-sufficient', body));
    assert.equal(estimate.basedOnSamples, 1);
  });
  await ok(start('/v1/ai/chat', chat));
});

test('estimates follow what builds took: priors, then a percentile with growing confidence', async () => {
  const check = async () => {
    const u = user();
    const body = { userId: u, operationType: 'plan', projectSize: 'large' };
    return (await ok(sheenTest('POST', '/v1/billing/check-sufficient', body))).estimate;
  };
  const before = await check();
  assert.deepEqual([before.confidence, before.basedOnSamples], ['low', 0], 'nobody else plans large projects in test mode');
  const u = user();
  await buy(u, 100_000);
  let samples = 0;
  const took = async (...seconds) => {
    for (const s of seconds) {
      const { buildId } = await ok(start('/v1/ai/plan', want(u, { projectSize: 'large' })));
      await ok(report(buildId, { type: 'completed', user: u, seconds: s }));
      samples++;
    }
    return eventually(async () => {
      const estimate = await check();
      assert.equal(estimate.basedOnSamples, samples);
      return estimate;
    });
  };
  const prior = before.estimatedSeconds;
  assert.deepEqual(await took(500, 500, 500, 500), { ...before, basedOnSamples: 4 });
  assert.equal(prior, 90);
  const five = await took(700);
  assert.deepEqual(five, { estimatedSeconds: 500, estimatedMinutes: 9, confidence: 'medium', basedOnSamples: 5 });
  const twenty = await took(...Array.from({ length: 15 }, (_, i) => (i < 8 ? 100 : 600)));
  // Sorted: 8 x 100, 4 x 500, 7 x 600, 1 x 700; three of four stay within 600. A mean would say 385.
  assert.deepEqual(twenty, { estimatedSeconds: 600, estimatedMinutes: 10, confidence: 'high', basedOnSamples: 20 });
  const held = (await ok(start('/v1/ai/plan', want(u, { projectSize: 'large' })))).estimate.estimatedSeconds;
  assert.equal(held, 600);
});
