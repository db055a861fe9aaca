/** How often, how long apart and how patiently a request is sent again. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  attempts: number;
  /** Wait before the second attempt; it doubles from then on. */
  baseDelayMs: number;
  /** No wait is longer, also when the server asks for more: the refusal is handed out instead. */
  maxDelayMs: number;
  /** Time that one attempt may take. */
  timeoutMs: number;
}

export const STANDARD_RETRIES: RetryPolicy = { attempts: 5, baseDelayMs: 100, maxDelayMs: 5_000, timeoutMs: 10_000 };

/**
 * How long to wait before sending a request again, or null when this answer is final. A server that is busy
 * (503), did not hear back in time (504) or limits the rate (429) says that the same request may succeed
 * later; everything else would come out the same.
 */
export function delayAfter(status: number, retryAfter: string | null, attempt: number, policy: RetryPolicy): number | null {
  const asked = retryAfterMs(retryAfter);
  if (status === 429 && asked === null) {
    return null;
  }
  if (status !== 429 && status !== 503 && status !== 504) {
    return null;
  }
  if (asked !== null) {
    return asked > policy.maxDelayMs ? null : asked;
  }
  return backoff(attempt, policy);
}

/** Exponential, with full jitter in its upper half so that clients that failed together do not return together. */
export function backoff(attempt: number, policy: RetryPolicy): number {
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}

/** `Retry-After` in seconds or as an HTTP date. */
export function retryAfterMs(value: string | null, now: number = Date.now()): number | null {
  if (value === null) {
    return null;
  }
  if (/^\d+$/.test(value.trim())) {
    return Number(value) * 1000;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
