import { WeirError } from '../errors.js';
import { STANDARD_RETRIES, backoff, delayAfter, type RetryPolicy } from './retry.js';
import { Positions } from './positions.js';

export interface Outgoing {
  method: 'GET' | 'POST';
  /** Path with query, as it goes over the wire. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Account that is read or written: a read waits for what this client last wrote to it. */
  user?: string;
  /** Makes a write safe to repeat; made up when absent. */
  idempotencyKey?: string | undefined;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; null when there is none. */
  body: unknown;
}

export interface Signable {
  method: string;
  path: string;
  body: string;
}

export interface TransportOptions {
  /** Headers that say who is calling; asked again for every attempt, because a signature ages. */
  credentials: (request: Signable) => Record<string, string>;
  retry?: Partial<RetryPolicy> | undefined;
  fetch?: typeof fetch | undefined;
}

/** Sends one request until it has an answer. The body and the idempotency key are the same in every attempt. */
export class Transport {
  readonly #base: string;
  readonly #options: TransportOptions;
  readonly #policy: RetryPolicy;
  readonly #fetch: typeof fetch;
  readonly #positions = new Positions();

  constructor(url: string, options: TransportOptions) {
    this.#base = url.replace(/\/+$/, '');
    this.#options = options;
    this.#policy = { ...STANDARD_RETRIES, ...options.retry };
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  async send(request: Outgoing): Promise<Answer> {
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    const headers = this.#headers(request);
    for (let attempt = 1; ; attempt++) {
      const last = attempt >= this.#policy.attempts;
      const outcome = await this.#attempt(request, headers, body);
      if (outcome instanceof WeirError) {
        if (last) {
          throw outcome;
        }
        await sleep(backoff(attempt, this.#policy));
        continue;
      }
      const delay = delayAfter(outcome.status, outcome.headers.get('retry-after'), attempt, this.#policy);
      if (delay === null || last) {
        this.#positions.remember(request.user, outcome.headers.get('weir-position'));
        return outcome;
      }
      await sleep(delay);
    }
  }

  #headers(request: Outgoing): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
    if (request.method === 'POST') {
      headers['idempotency-key'] = request.idempotencyKey ?? globalThis.crypto.randomUUID();
      headers['content-type'] = 'application/json';
    }
    // With a POST too, for some of them read; a write does not look at it.
    const position = this.#positions.of(request.user);
    if (position !== undefined) {
      headers['weir-position'] = position;
    }
    return headers;
  }

  /** One try: an answer, or an error that says that none came. */
  async #attempt(request: Outgoing, headers: Record<string, string>, body: string): Promise<Answer | WeirError> {
    const { method, path } = request;
    try {
      const response = await this.#fetch(this.#base + path, {
        method,
        headers: { ...headers, ...this.#options.credentials({ method, path, body }) },
        ...(method === 'POST' ? { body } : {}),
        signal: AbortSignal.timeout(this.#policy.timeoutMs),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parsed(text) };
    } catch (cause) {
      return new WeirError(`No answer to ${method} ${path}`, { status: 0, code: 'unreachable', cause });
    }
  }
}

/** A proxy on the way may answer with a page of its own; its status still counts, its text does not. */
function parsed(text: string): unknown {
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
