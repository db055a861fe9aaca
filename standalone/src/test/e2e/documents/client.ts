// The clients' functions as the documents print them; only what the documents leave undefined is supplied here
// (the base URL in front of a relative path, generateHMAC, a sessionStorage).
import crypto from 'node:crypto';
import type {
  BalanceResponse,
  BatchOperationRequest,
  BatchOperationResult,
  BillingEvent,
  BillingEventHistory,
  BillingEventType,
  CurrencyAwareCatalog,
  EnhancedBalance,
  InsufficientFundsError,
  SufficientCheckResponse,
  UsageAnalytics,
} from './types.js';

const base = process.env['WEIR_URL'] ?? 'http://127.0.0.1:8080';
const secret = 'dev-secret-123';
export const RESUME_TOKEN_KEY = 'billing_resume_token';
export const sessionStorage = new Map<string, string>();

const fetch = (path: string, init?: RequestInit): Promise<Response> => globalThis.fetch(base + path, init);

export function generateSignature(body: string, path: string, secret: string): string {
  // Canonical string = body + path (prevents replay attacks)
  const canonical = body + path;
  return crypto.createHmac('sha256', secret).update(canonical).digest('hex');
}

export function generateHMAC(method: string, path: string, body: string): string {
  return crypto.createHmac('sha256', secret).update(method + path + body).digest('hex');
}

export async function worker<T>(method: string, path: string, payload?: unknown): Promise<{ status: number; body: T }> {
  const body = payload === undefined ? '' : JSON.stringify(payload);
  const init: RequestInit = {
    method,
    headers: { 'Content-Type': 'application/json', 'x-sheen-signature': generateSignature(body, path, secret) },
  };
  if (payload !== undefined) init.body = body;
  const response = await fetch(path, init);
  return { status: response.status, body: (await response.json()) as T };
}

export async function getPricingCatalog(
  currency: string = 'USD',
  lastETag?: string,
): Promise<{ catalog: CurrencyAwareCatalog | null; etag: string | null }> {
  const endpoint = `/v1/billing/catalog?currency=${currency}`;
  const headers: Record<string, string> = {};
  if (lastETag) {
    headers['If-None-Match'] = lastETag;
  }
  const response = await fetch(endpoint, { headers });
  if (response.status === 304) {
    return { catalog: null, etag: lastETag ?? null };
  }
  if (!response.ok) {
    throw new Error('Failed to fetch pricing catalog');
  }
  return { catalog: (await response.json()) as CurrencyAwareCatalog, etag: response.headers.get('etag') };
}

export async function getEnhancedBalance(userId: string): Promise<EnhancedBalance> {
  const endpoint = `/v1/billing/balance/${userId}`;
  const response = await fetch(endpoint, {
    headers: {
      'X-HMAC-Signature': generateHMAC('GET', endpoint, ''),
    },
  });
  if (!response.ok) {
    throw new Error('Failed to fetch user balance');
  }
  return response.json() as Promise<EnhancedBalance>;
}

export function formatBalanceDisplay(balance: EnhancedBalance) {
  const totalMinutes = Math.floor(balance.totals.total_seconds / 60);
  const paidMinutes = Math.floor(balance.totals.paid_seconds / 60);
  const bonusMinutes = Math.floor(balance.totals.bonus_seconds / 60);
  return {
    totalMinutes,
    paidMinutes,
    bonusMinutes,
    planName: balance.plan_key || 'free',
    subscriptionActive: balance.subscription_status === 'active',
    catalogVersion: balance.catalog_version,
    nextExpiry: balance.totals.next_expiry_at ? new Date(balance.totals.next_expiry_at) : null,
    bonusUsedThisMonth: balance.bonus.used_this_month_minutes,
    bonusRemainingThisMonth: balance.bonus.monthly_cap_minutes - balance.bonus.used_this_month_minutes,
    buckets: {
      dailySeconds: balance.buckets.daily.reduce((sum, b) => sum + b.seconds, 0),
      paidSeconds: balance.buckets.paid.reduce((sum, b) => sum + b.seconds, 0),
      nextDailyExpiry: balance.buckets.daily[0]?.expires_at,
      nextPaidExpiry: balance.buckets.paid[0]?.expires_at,
    },
  };
}

export async function getUsageAnalytics(userId: string, period: 'day' | 'month' = 'month'): Promise<UsageAnalytics> {
  const endpoint = `/v1/billing/usage/${userId}?period=${period}`;
  const response = await fetch(endpoint, {
    headers: {
      'X-HMAC-Signature': generateHMAC('GET', endpoint, ''),
    },
  });
  if (!response.ok) {
    throw new Error('Failed to fetch usage analytics');
  }
  return response.json() as Promise<UsageAnalytics>;
}

export async function getBillingEvents(userId: string, limit: number = 50): Promise<BillingEventHistory> {
  const endpoint = `/v1/billing/events/${userId}?limit=${limit}`;
  const response = await fetch(endpoint, {
    headers: {
      'X-HMAC-Signature': generateHMAC('GET', endpoint, ''),
    },
  });
  if (!response.ok) {
    throw new Error('Failed to fetch billing events');
  }
  return response.json() as Promise<BillingEventHistory>;
}

export function formatUsageForChart(analytics: UsageAnalytics) {
  return {
    totalMinutes: Math.floor(analytics.total_seconds / 60),
    operationBreakdown: Object.entries(analytics.by_operation).map(([operation, seconds]) => ({
      operation,
      minutes: Math.floor(seconds / 60),
      percentage: Math.round((seconds / analytics.total_seconds) * 100),
    })),
    dailyTrend: analytics.daily_trend.map((day) => ({
      date: day.date,
      minutes: Math.floor(day.seconds / 60),
    })),
  };
}

export function formatBillingEvent(event: BillingEvent) {
  const minutes = Math.abs(Math.floor(event.seconds / 60));
  const isCredit = event.seconds > 0;
  return {
    type: event.type,
    description: event.reason,
    minutes,
    isCredit,
    timestamp: new Date(event.timestamp),
    icon: getBillingEventIcon(event.type),
    color: isCredit ? 'green' : 'red',
  };
}

function getBillingEventIcon(type: BillingEventType): string {
  const icons = {
    subscription_credit: '🔄',
    package_credit: '📦',
    daily_bonus: '🎁',
    consumption: '⚡',
    rollover_created: '💾',
    rollover_discard: '🗑️',
    rollover_discard_pending: '⚠️',
    auto_topup_triggered: '🔋',
    adjustment: '⚖️',
  };
  return icons[type] || '📝';
}

export const checkMultipleBalances = async (userIds: string[]) => {
  const promises = userIds.map((userId) =>
    worker<BalanceResponse>('GET', `/v1/billing/balance/${userId}`)
      .then((r) => r.body)
      .catch((e: Error) => ({ userId, error: e.message })),
  );
  return Promise.all(promises);
};

/** The reference's pre-flight check of a build button. */
export const checkBuildability = async (
  userId: string,
  operationType: 'main_build' | 'update',
  projectSize?: 'small' | 'medium' | 'large',
) => {
  const { body: data } = await worker<SufficientCheckResponse>('POST', '/v1/billing/check-sufficient', {
    userId,
    operationType,
    projectSize,
  });
  return {
    canBuild: data.sufficient,
    estimate: data.estimate
      ? {
          estimatedMinutes: data.estimate.estimatedMinutes,
          confidence: data.estimate.confidence,
        }
      : undefined,
    recommendation: data.recommendation,
  };
};

export async function retryWithResumeToken(token: string, requestBody: string): Promise<'completed' | 'manual retry' | 'refused'> {
  const result = await fetch('/v1/ai/build', {
    method: 'POST',
    headers: {
      'X-Resume-Token': token,
      'X-HMAC-Signature': generateHMAC('POST', '/v1/ai/build', requestBody),
    },
    body: requestBody,
  });
  if (result.ok) {
    return 'completed';
  } else if (result.status === 402) {
    // Token expired or balance still insufficient
    return 'manual retry';
  }
  return 'refused';
}

export async function checkBatchOperations(
  userId: string,
  operations: BatchOperationRequest[],
): Promise<BatchOperationResult[]> {
  const response = await fetch('/v1/billing/check-sufficient-batch', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-HMAC-Signature': generateHMAC(
        'POST',
        '/v1/billing/check-sufficient-batch',
        JSON.stringify({
          userId,
          operations,
        }),
      ),
    },
    body: JSON.stringify({ userId, operations }),
  });
  if (!response.ok) {
    throw new Error('Failed to check batch operations');
  }
  return response.json() as Promise<BatchOperationResult[]>;
}

export function handleInsufficientFunds(error: InsufficientFundsError): string[] {
  if (error.resume_token) {
    sessionStorage.set(RESUME_TOKEN_KEY, error.resume_token);
  }
  return error.suggestions.map((suggestion) =>
    suggestion.type === 'package'
      ? `${suggestion.key} Pack (${suggestion.minutes} min)`
      : `Upgrade to ${suggestion.plan}`,
  );
}

export async function aiBuild(requestBody: string, token?: string): Promise<Response> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'X-HMAC-Signature': generateHMAC('POST', '/v1/ai/build', requestBody),
  };
  if (token) headers['X-Resume-Token'] = token;
  return fetch('/v1/ai/build', { method: 'POST', headers, body: requestBody });
}

/** The document waits five seconds between attempts; a test does not. */
export const pollBalanceAfterPayment = async (userId: string, expectedMinimum: number, pauseMs = 100) => {
  const maxAttempts = 60;
  let attempts = 0;
  while (attempts < maxAttempts) {
    const balance = await getEnhancedBalance(userId);
    if (balance.totals.total_seconds >= expectedMinimum) {
      return balance;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    attempts++;
  }
  throw new Error('Payment not reflected in balance after 60 seconds');
};
