import { Webhook } from 'svix';
import { KEYS, call, type Answered } from './weir.js';

/** The address that the example tenants trust; `run-e2e` plays the provider there. */
export const CLERK_URL = 'http://localhost:4011';
export const CLERK_SECRET = 'sk_test_emulate';

/** Signs somebody up and answers who that is. */
export async function signUp(publicMetadata: Record<string, unknown> = {}): Promise<string> {
  const email = `u${Date.now()}.${Math.random()}@example.com`;
  return (await api('/v1/users', { email_address: [email], first_name: 'A', public_metadata: publicMetadata }))['id'] as string;
}

/** A session token as a browser would hold it. */
export async function tokenOf(userId: string): Promise<string> {
  const session = await api('/v1/sessions', { user_id: userId });
  return (await api(`/v1/sessions/${session['id'] as string}/tokens`, {}))['jwt'] as string;
}

async function api(path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(CLERK_URL + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${CLERK_SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return (await response.json()) as Record<string, unknown>;
}

/** A webhook as Clerk sends it, signed by svix' own library. */
export function clerkEvent(type: string, data: object, how: { id?: string; at?: Date; secret?: string } = {}): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ type, object: 'event', data });
  const id = how.id ?? `msg_${Math.random().toString(36).slice(2)}`;
  const at = how.at ?? new Date();
  const signature = new Webhook(how.secret ?? KEYS.clerk).sign(id, at, body);
  return {
    headers: { 'svix-id': id, 'svix-timestamp': String(Math.floor(at.getTime() / 1000)), 'svix-signature': signature },
    body,
  };
}

export function deliver({ headers, body }: { headers: Record<string, string>; body: string }): Promise<Answered> {
  return call('POST', '/api/webhooks/clerk', headers, body);
}
