import { InsufficientAiTimeError, refusal } from '../errors.js';
import type { RetryPolicy } from '../http/retry.js';
import { Transport, type Outgoing } from '../http/transport.js';
import { signRequest, type SignatureScheme } from '../sign.js';
import { CatalogCache } from './catalog-cache.js';
import type {
  AiTimeBalance,
  BatchOperationRequest,
  BatchOperationResult,
  BillingEventHistory,
  BuildAccepted,
  BuildEvent,
  BuildRequest,
  Currency,
  InsufficientAiTime,
  InsufficientFunds,
  PricingCatalog,
  PurchaseRequest,
  PurchaseResponse,
  SufficientCheckRequest,
  SufficientCheckResponse,
  UsageAnalytics,
} from './types.js';

export interface AiTimeOptions {
  /** Base URL of Weir. */
  url: string;
  /** The tenant's shared secret; it signs every request and never leaves the process. */
  secret: string;
  /** How requests are signed; `v2` unless the tenant still asks for an older one. */
  scheme?: SignatureScheme;
  mode?: 'live' | 'test';
  retry?: Partial<RetryPolicy>;
  fetch?: typeof fetch;
}

export interface WriteOptions {
  idempotencyKey?: string;
}

export interface ResumableOptions extends WriteOptions {
  /** From the 402 that stopped the same operation before. */
  resumeToken?: string;
}

/** AI time of one tenant's users: balances, usage, checks, builds and purchases. */
export class AiTimeClient {
  readonly #transport: Transport;
  readonly #catalogs = new CatalogCache();

  constructor({ url, secret, scheme = 'v2', mode = 'live', retry, fetch }: AiTimeOptions) {
    this.#transport = new Transport(url, {
      credentials: (request) => ({
        ...signRequest({ scheme, secret, ...request }),
        ...(mode === 'test' ? { 'x-env': 'test' } : {}),
      }),
      retry,
      fetch,
    });
  }

  balance(userId: string): Promise<AiTimeBalance> {
    return this.#get(`/v1/billing/balance/${encodeURIComponent(userId)}`, userId);
  }

  usage(userId: string, period: 'day' | 'month' = 'month'): Promise<UsageAnalytics> {
    return this.#get(`/v1/billing/usage/${encodeURIComponent(userId)}?period=${period}`, userId);
  }

  /** Newest first; hand `next_cursor` back to go on. */
  events(userId: string, { limit = 50, cursor }: { limit?: number; cursor?: string } = {}): Promise<BillingEventHistory> {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return this.#get(`/v1/billing/events/${encodeURIComponent(userId)}?limit=${limit}${from}`, userId);
  }

  /** The catalog in a currency, fetched again only when it changed. */
  async catalog(currency: Currency = 'USD'): Promise<PricingCatalog> {
    const answer = await this.#transport.send({
      method: 'GET',
      path: `/v1/billing/catalog?currency=${currency}`,
      headers: this.#catalogs.condition(currency),
    });
    if (answer.status !== 200 && answer.status !== 304) {
      throw refusal(answer);
    }
    return this.#catalogs.merge(currency, answer);
  }

  checkSufficient(request: SufficientCheckRequest): Promise<SufficientCheckResponse> {
    return this.#post('/v1/billing/check-sufficient', request.userId, request);
  }

  checkSufficientBatch(userId: string, operations: BatchOperationRequest[]): Promise<BatchOperationResult[]> {
    return this.#post('/v1/billing/check-sufficient-batch', userId, { userId, operations });
  }

  createPreview(request: BuildRequest, options?: WriteOptions): Promise<BuildAccepted> {
    return this.#build('/v1/create-preview-for-new-project', request, options);
  }

  updateProject(request: BuildRequest, options?: WriteOptions): Promise<BuildAccepted> {
    return this.#build('/v1/update-project', request, options);
  }

  build(request: BuildRequest, options?: ResumableOptions): Promise<BuildAccepted> {
    return this.#build('/v1/ai/build', request, options);
  }

  chat(request: BuildRequest, options?: ResumableOptions): Promise<BuildAccepted> {
    return this.#build('/v1/ai/chat', request, options);
  }

  plan(request: BuildRequest, options?: ResumableOptions): Promise<BuildAccepted> {
    return this.#build('/v1/ai/plan', request, options);
  }

  /** The worker's side: `completed` takes what the build really used, `failed` gives everything back. */
  async reportBuild(buildId: string, event: BuildEvent, options?: WriteOptions): Promise<void> {
    await this.#post(`/v1/builds/${encodeURIComponent(buildId)}/events`, event.user, event, options);
  }

  purchase(request: PurchaseRequest, options?: WriteOptions): Promise<PurchaseResponse> {
    return this.#post('/v1/billing/packages/purchase', request.userId, request, options);
  }

  #get<Body>(path: string, user: string): Promise<Body> {
    return this.#send({ method: 'GET', path, user });
  }

  #post<Body>(path: string, user: string, body: unknown, options?: WriteOptions): Promise<Body> {
    return this.#send({ method: 'POST', path, user, body, idempotencyKey: options?.idempotencyKey });
  }

  #build(path: string, request: BuildRequest, options?: ResumableOptions): Promise<BuildAccepted> {
    const token = options?.resumeToken;
    return this.#send({
      method: 'POST',
      path,
      user: request.userId,
      body: request,
      headers: token === undefined ? {} : { 'x-resume-token': token },
      idempotencyKey: options?.idempotencyKey,
    });
  }

  async #send<Body>(request: Outgoing): Promise<Body> {
    const answer = await this.#transport.send(request);
    if (answer.status >= 200 && answer.status < 300) {
      return answer.body as Body;
    }
    throw answer.status === 402
      ? new InsufficientAiTimeError(answer.body as InsufficientAiTime | InsufficientFunds | null)
      : refusal(answer);
  }
}
