import type { Answer } from './http/transport.js';

/** An answer of Weir that is not a success, or (status 0) no answer at all. */
export class WeirError extends Error {
  override readonly name: string = 'WeirError';
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  /** Stable code of the refusal, `unreachable` when nothing came back. */
  readonly code: string;
  readonly requestId: string | undefined;
  readonly body: unknown;

  constructor(message: string, what: { status: number; code: string; requestId?: string | undefined; body?: unknown; cause?: unknown }) {
    super(message, what.cause === undefined ? undefined : { cause: what.cause });
    this.status = what.status;
    this.code = what.code;
    this.requestId = what.requestId;
    this.body = what.body;
  }

  /** True when a write may have happened: send it again with the same idempotency key to find out. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status === 504;
  }
}

/** The balance does not cover the charge; nothing was taken. */
export class InsufficientCreditsError extends WeirError {
  override readonly name = 'InsufficientCreditsError';
  readonly required: number;
  readonly available: number;

  constructor(required: number, available: number, body?: unknown) {
    super(`Insufficient credits: ${required} required, ${available} available`, {
      status: 402,
      code: 'insufficient_balance',
      body,
    });
    this.required = required;
    this.available = available;
  }
}

/** The AI time left does not cover the build; `body` is the 402 of the endpoint's own dialect. */
export class InsufficientAiTimeError<Body = unknown> extends WeirError {
  override readonly name = 'InsufficientAiTimeError';
  override readonly body: Body;

  constructor(body: Body) {
    super('Insufficient AI time balance', { status: 402, code: 'insufficient_balance', body });
    this.body = body;
  }
}

/** Turns any refusal into an error that carries what the server said. */
export function refusal(answer: Answer): WeirError {
  const body = answer.body as Record<string, unknown> | null;
  const said = (member: string): string | undefined => {
    const value = body !== null && typeof body === 'object' ? body[member] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const message = said('detail') ?? said('error') ?? said('title') ?? `HTTP ${answer.status}`;
  return new WeirError(message, {
    status: answer.status,
    code: said('code') ?? `http_${answer.status}`,
    requestId: said('request_id'),
    body: answer.body,
  });
}
