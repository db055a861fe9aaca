import { createServer } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { Webhook } from 'svix';
import { KEYS, call, type Answered } from './weir.js';

const SECRET = 'sk_test_emulate';

/** Clerk's API, tokens and keys, played by `emulate` at the address that the example tenants trust. */
export class ClerkProvider implements AsyncDisposable {
  readonly #emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  static async start(): Promise<ClerkProvider> {
    const url = new URL(process.env['WEIR_CLERK_ISSUER'] ?? 'http://localhost:4011');
    await free(Number(url.port));
    return new ClerkProvider(
      await createEmulator({
        service: 'clerk',
        port: Number(url.port),
        baseUrl: url.origin,
        seed: { tokens: { [SECRET]: { login: 'admin' } } },
      }),
    );
  }

  /** Signs somebody up and answers who that is. */
  async signUp(publicMetadata: Record<string, unknown> = {}): Promise<string> {
    const email = `u${Date.now()}.${Math.random()}@example.com`;
    return (await this.#api('/v1/users', { email_address: [email], first_name: 'A', public_metadata: publicMetadata }))['id'] as string;
  }

  /** A session token as a browser would hold it. */
  async token(userId: string): Promise<string> {
    const session = await this.#api('/v1/sessions', { user_id: userId });
    return (await this.#api(`/v1/sessions/${session['id'] as string}/tokens`, {}))['jwt'] as string;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#emulator.close();
  }

  async #api(path: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(this.#emulator.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
    return (await response.json()) as Record<string, unknown>;
  }
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

/** emulate does not say that its port is taken; a test that talks to somebody else would puzzle. */
function free(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
