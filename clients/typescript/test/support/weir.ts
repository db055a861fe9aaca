import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AiTimeClient, CreditsSDK } from 'weir-client';

/** These tests are about a running Weir: without one they fail, they are never skipped. */
export const WEIR_URL = process.env['WEIR_URL'] ?? '';
assert.notEqual(WEIR_URL, '', 'WEIR_URL must name a running Weir');

export const KEYS = {
  live: 'sk_live_sparked_dev',
  test: 'sk_test_sparked_dev',
  admin: 'sk_live_sparked_admin_dev',
  cron: 'dev-cron-secret',
  clerk: 'whsec_d2Vpci1kZXYtY2xlcmstc2VjcmV0LTAwMDE=',
  dream: 'sk_live_dream_dev',
  sheen: 'dev-secret-123',
} as const;

export const user = (name = 'user'): string => `${name}_${randomUUID()}`;

export function credits(token: string = KEYS.live): CreditsSDK {
  return new CreditsSDK({ url: WEIR_URL, token, options: { defaultCredits: 100 } });
}

export function aiTime(mode: 'live' | 'test' = 'live'): AiTimeClient {
  return new AiTimeClient({ url: WEIR_URL, secret: KEYS.sheen, mode });
}

/** A user with 100 credits. */
export async function newcomer(): Promise<string> {
  const id = user();
  await credits().initializeUser(id);
  return id;
}

export interface Answered {
  status: number;
  headers: Headers;
  body: any;
}

/** One request as it is, without retries. */
export async function call(method: string, path: string, headers: Record<string, string> = {}, json?: unknown): Promise<Answered> {
  const sent = json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) };
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(WEIR_URL + path, { method, headers: { ...type, ...headers }, ...sent });
  const text = await response.text();
  let body: any = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer is JSON; then the text itself is what a test looks at.
  }
  return { status: response.status, headers: response.headers, body };
}

export const bearer = (token: string, userId?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  ...(userId === undefined ? {} : { 'x-user-id': userId }),
});

/** Tries until it holds: another client's write is seen a moment later, not at once. */
export async function eventually<Result>(probe: () => Promise<Result>, patienceMs = 40_000): Promise<Result> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await probe();
    } catch (failure) {
      if (Date.now() > end) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
