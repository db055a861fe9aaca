/** The route handlers of the integration guide as they stand there; only their imports are ours. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { done } from '../support/app-globals.js';
import { admins, signedInAs } from '../support/clerk.js';
import { KEYS, WEIR_URL, credits, eventually, newcomer } from '../support/weir.js';

type Handler = (req: Request) => Promise<Response>;
const routes: Record<string, Handler> = {};

before(async () => {
  process.env['UPSTASH_REDIS_URL'] = WEIR_URL;
  process.env['UPSTASH_REDIS_TOKEN'] = KEYS.admin;
  for (const name of ['chat', 'canvas', 'video', 'train/start', 'train/webhook', 'admin/credits/grant']) {
    routes[name] = ((await import(`../apps/${name}/route.js`)) as { POST: Handler }).POST;
  }
  for (const name of ['credits/balance', 'credits/history']) {
    routes[name] = ((await import(`../apps/${name}/route.js`)) as { GET: Handler }).GET;
  }
});

async function as(userId: string | null, route: string, body?: unknown, query = ''): Promise<{ status: number; body: any }> {
  const handler = routes[route];
  assert(handler, route);
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await signedInAs(userId, () => handler(new Request(`https://app.sparked.world/${route}${query}`, init)));
  return { status: response.status, body: await response.json() };
}

test('four apps, one balance: 100, chat 90, canvas 40, and the same 40 in the studio', async () => {
  const id = await newcomer();
  assert.deepEqual(await as(id, 'credits/balance'), { status: 200, body: { balance: 100 } });
  assert.deepEqual(await as(id, 'chat', { message: 'Hello' }), { status: 200, body: { reply: 'Hello', credits_remaining: 90 } });
  assert.deepEqual(await as(id, 'canvas', { complexity: 'low' }), { status: 200, body: { canvas: { id: 'canvas-1' } } });
  const studio = credits();
  await eventually(async () => assert.equal(await studio.getBalance(id), 40));
  const history = await as(id, 'credits/history', undefined, '?limit=20');
  const lines = history.body.transactions.map((tx: any) => [tx.action, tx.amount]);
  assert.deepEqual(lines.slice(0, 2), [['canvas_generation', -50], ['chat_message', -10]]);
  assert.deepEqual(lines.slice(2).map(([, amount]: [string, number]) => amount), [100]);
});

test('a complex canvas that is not covered is 402 with both figures', async () => {
  const id = await newcomer();
  await as(id, 'canvas', { complexity: 'low' });
  assert.deepEqual(await as(id, 'canvas', { complexity: 'high' }), {
    status: 402,
    body: { error: 'Insufficient credits', required: 75, available: 50 },
  });
});

test('video is priced by its seconds, before the work', async () => {
  const id = await newcomer();
  assert.equal((await as(id, 'video', { duration: 8, resolution: '1080p' })).status, 200);
  assert.deepEqual(await as(id, 'video', { duration: 3, resolution: '1080p' }), {
    status: 402,
    body: { error: 'Insufficient credits', estimated_cost: 30, available: 20 },
  });
});

test('training is charged when it is done, and paused when the credits are gone', async () => {
  const id = await newcomer();
  assert.equal((await as(id, 'train/start', { modelType: 'lora', epochs: 10 })).status, 402);
  const started = await as(id, 'train/start', { modelType: 'lora', epochs: 1 });
  assert.deepEqual([started.status, started.body.estimated_cost], [200, 50]);
  const jobId = started.body.job_id;
  const webhook = (gpu_hours: number) => as(null, 'train/webhook', { jobId, status: 'completed', metrics: { gpu_hours } });
  assert.deepEqual(await webhook(0.14), { status: 200, body: { success: true } });
  assert.deepEqual(await webhook(0.14), { status: 402, body: { error: 'Insufficient credits', paused: true } });
  assert(done.paused.includes(jobId));
  assert(done.notified.includes(`${id}: Training paused: insufficient credits`));
});

test('only an admin grants, and only who is signed in asks', async () => {
  const id = await newcomer();
  const boss = await newcomer();
  assert.equal((await as(id, 'admin/credits/grant', { targetUserId: id, amount: 5, reason: 'me' })).status, 403);
  admins.add(boss);
  const granted = await as(boss, 'admin/credits/grant', { targetUserId: id, amount: 25, reason: 'goodwill' });
  assert.deepEqual([granted.status, granted.body.balance], [200, 125]);
  for (const route of ['credits/balance', 'credits/history', 'chat']) {
    assert.equal((await as(null, route)).status, 401);
  }
});
