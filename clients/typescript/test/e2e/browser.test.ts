/** The story that the integration guide tells to Playwright, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import '../support/app-globals.js';
import { AppServer } from '../support/app-server.js';
import { browserAt, launch } from '../support/browser.js';
import { clerkEvent, deliver, signUp as providerSignUp, tokenOf } from '../support/clerk-provider.js';
import { KEYS, WEIR_URL, credits, eventually, user } from '../support/weir.js';

const executable = browserAt();
const skip = executable === undefined ? 'no browser: install chromium, or name one in CHROMIUM' : false;

let browser: Browser;
let chat: AppServer;
let canvas: AppServer;
let studio: AppServer;

before(async () => {
  if (executable === undefined) {
    return;
  }
  process.env['UPSTASH_REDIS_URL'] = WEIR_URL;
  process.env['UPSTASH_REDIS_TOKEN'] = KEYS.live;
  const post = async (name: string) => ((await import(`../apps/${name}/route.js`)) as { POST: (req: Request) => Promise<Response> }).POST;
  const get = async (name: string) => ((await import(`../apps/${name}/route.js`)) as { GET: (req: Request) => Promise<Response> }).GET;
  const shared = { 'GET /api/credits/balance': await get('credits/balance'), 'GET /api/credits/history': await get('credits/history') };
  chat = await AppServer.start({ ...shared, 'POST /api/chat': await post('chat') });
  canvas = await AppServer.start({ ...shared, 'POST /api/canvas/generate': await post('canvas') });
  studio = await AppServer.start(shared);
  browser = await launch(executable);
});

after(async () => {
  await browser?.close();
  for (const app of [chat, canvas, studio]) {
    await app?.[Symbol.asyncDispose]();
  }
});

/** Signs up at the provider, which tells Weir; the cookie counts on every app. */
async function signUp(): Promise<{ id: string; context: BrowserContext; page: Page }> {
  const id = user();
  assert.equal((await deliver(clerkEvent('user.created', { id }))).status, 200);
  const context = await browser.newContext();
  await context.addCookies([chat, canvas, studio].map((app) => ({ name: 'user', value: id, url: app.url })));
  return { id, context, page: await context.newPage() };
}

/** Opens the page until its balance says so: a fresh account is seen a moment after the webhook. */
async function showsBalance(page: Page, address: string, text: string): Promise<void> {
  await eventually(async () => {
    await page.goto(address);
    assert.equal(await page.locator('[data-testid="credits-balance"]').textContent({ timeout: 2_000 }), text);
  });
}

const press = (page: Page, path: string, body: object): Promise<number> =>
  page.evaluate(
    async ([to, text]) => (await fetch(to as string, { method: 'POST', body: text as string })).status,
    [path, JSON.stringify(body)],
  );

test('credits flow across apps: 100, chat 90, canvas 40, the same 40 in the studio', { skip }, async () => {
  const { context, page } = await signUp();
  await showsBalance(page, `${chat.url}/chat`, '100');
  assert.equal(await press(page, '/api/chat', { message: 'Hello' }), 200);
  await showsBalance(page, `${chat.url}/chat`, '90');
  await showsBalance(page, `${canvas.url}/canvas`, '90');
  assert.equal(await press(page, '/api/canvas/generate', { complexity: 'low' }), 200);
  await showsBalance(page, `${canvas.url}/canvas`, '40');
  await showsBalance(page, `${studio.url}/studio`, '40');
  assert.equal(await page.locator('.font-medium').first().textContent(), 'canvas_generation');
  assert.match((await page.locator('.text-red-600').first().textContent()) ?? '', /^-50$/);
  assert.match((await page.locator('.text-green-600').first().textContent()) ?? '', /^\+100$/);
  await context.close();
});

test('the custom elements show the same, and text stays text', { skip }, async () => {
  const { id, context, page } = await signUp();
  await eventually(() => credits().getBalance(id));
  await credits().deduct(id, 5, '<img src=x onerror="document.title=\'broken\'">');
  await showsBalance(page, `${studio.url}/elements`, '95');
  assert.equal(await page.locator('transaction-history .font-medium').first().textContent(), '<img src=x onerror="document.title=\'broken\'">');
  assert.equal(await page.title(), 'elements');
  assert.equal(await page.locator('transaction-history img').count(), 0);
  await context.close();
});

test("an element with the user's own token reads from Weir itself", { skip }, async () => {
  const id = await providerSignUp();
  await deliver(clerkEvent('user.created', { id }));
  const token = await tokenOf(id);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((value) => sessionStorage.setItem('token', value), token);
  await showsBalance(page, `${studio.url}/own-token`, '100');
  await context.close();
});
