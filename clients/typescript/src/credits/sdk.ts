import { InsufficientCreditsError, refusal } from '../errors.js';
import type { RetryPolicy } from '../http/retry.js';
import { Transport, type Answer, type Outgoing } from '../http/transport.js';

export type Metadata = Record<string, unknown>;

export interface CreditsOptions {
  /** Base URL of Weir. */
  url: string;
  /** Secret API key; `add` needs the admin key. */
  token: string;
  options?: {
    /** What `initializeUser` gives when no amount is named; the tenant's own figure when absent. */
    defaultCredits?: number;
    retry?: Partial<RetryPolicy>;
    fetch?: typeof fetch;
  };
}

export interface CallOptions {
  /** Name the operation to make it happen once, however often it is asked for; made up per call when absent. */
  idempotencyKey?: string;
}

export interface TransactionResult {
  balance: number;
  transaction_id: string;
}

export interface Transaction {
  id: string;
  /** What was done, or why it was granted. */
  action: string;
  /** Positive for credits that came, negative for credits that went. */
  amount: number;
  balance_after?: number;
  timestamp: string;
  metadata?: Metadata;
}

export interface BalanceVerification {
  valid: boolean;
  cached: number;
  calculated: number;
}

/** One credit balance per user, shared by every app that has a key of the same tenant. */
export class CreditsSDK {
  readonly #transport: Transport;
  readonly #defaultCredits: number | undefined;

  constructor({ url, token, options = {} }: CreditsOptions) {
    this.#transport = new Transport(url, {
      credentials: () => ({ authorization: `Bearer ${token}` }),
      retry: options.retry,
      fetch: options.fetch,
    });
    this.#defaultCredits = options.defaultCredits;
  }

  /** Takes all of `amount` or, with an InsufficientCreditsError, nothing. */
  async deduct(userId: string, amount: number, action: string, metadata?: Metadata, call?: CallOptions): Promise<TransactionResult> {
    return this.#write('/api/credits/deduct', userId, { amount, action, ...given({ metadata }) }, call);
  }

  /** Takes what the server's price book says for this action and quantity. */
  async deductPriced(userId: string, action: string, quantity: number = 1, metadata?: Metadata, call?: CallOptions): Promise<TransactionResult> {
    return this.#write('/api/credits/deduct', userId, { action, quantity, ...given({ metadata }) }, call);
  }

  async add(userId: string, amount: number, reason: string, metadata?: Metadata, call?: CallOptions): Promise<TransactionResult> {
    return this.#write('/api/credits/add', userId, { amount, reason, ...given({ metadata }) }, call);
  }

  /** Opens the account with its first credits; on an open account it changes nothing. */
  async initializeUser(userId: string, amount?: number, call?: CallOptions): Promise<TransactionResult> {
    return this.#write('/api/credits/initialize', userId, given({ amount: amount ?? this.#defaultCredits }), call);
  }

  async getBalance(userId: string): Promise<number> {
    const { balance } = await this.#read<{ balance: number }>('/api/credits/balance', userId);
    return balance;
  }

  /** Newest first, 50 unless told otherwise. */
  async getTransactions(userId: string, { limit }: { limit?: number } = {}): Promise<Transaction[]> {
    const query = limit === undefined ? '' : `?limit=${limit}`;
    const { transactions } = await this.#read<{ transactions: Transaction[] }>(`/api/credits/history${query}`, userId);
    return transactions;
  }

  /** Compares the balance that is served with the one that the ledger adds up to. */
  async verifyBalance(userId: string): Promise<BalanceVerification> {
    return this.#read('/api/credits/verify', userId);
  }

  /** Folds the served balance from the ledger again and returns it. */
  async rebuildBalance(userId: string): Promise<number> {
    const { balance } = await this.#write<{ balance: number }>('/api/credits/rebuild', userId, {});
    return balance;
  }

  #read<Body>(path: string, userId: string): Promise<Body> {
    return this.#send({ method: 'GET', path, user: userId, headers: { 'x-user-id': userId } });
  }

  #write<Body>(path: string, userId: string, body: object, call?: CallOptions): Promise<Body> {
    return this.#send({
      method: 'POST',
      path,
      user: userId,
      body: { userId, ...body },
      idempotencyKey: call?.idempotencyKey,
    });
  }

  async #send<Body>(request: Outgoing): Promise<Body> {
    const answer = await this.#transport.send(request);
    if (answer.status >= 200 && answer.status < 300) {
      return answer.body as Body;
    }
    throw answer.status === 402 ? insufficient(answer) : refusal(answer);
  }
}

function insufficient(answer: Answer): Error {
  const body = answer.body as { required?: unknown; available?: unknown } | null;
  return typeof body?.required === 'number' && typeof body.available === 'number'
    ? new InsufficientCreditsError(body.required, body.available, answer.body)
    : refusal(answer);
}

/** Drops what was not given: an absent member and an undefined one are not the same to a server. */
function given(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
