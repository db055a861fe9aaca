/** Shapes of the AI-time API, named as the two integration guides name them. */

export type Currency = 'USD' | 'EUR' | 'GBP' | 'EGP' | 'SAR' | 'AED';

export interface BalanceFigures {
  welcomeBonus: number;
  dailyGift: number;
  paid: number;
  total: number;
}

export interface BalanceResponse {
  balance: BalanceFigures;
  usage: { todayUsed: number; lifetimeUsed: number };
  dailyResetAt: string;
}

export interface EnhancedBalance {
  version: string;
  plan_key?: string;
  subscription_status?: string;
  catalog_version?: string;
  totals: {
    total_seconds: number;
    paid_seconds: number;
    bonus_seconds: number;
    next_expiry_at: string | null;
  };
  buckets: {
    daily: Array<{ seconds: number; expires_at: string }>;
    paid: Array<{ seconds: number; expires_at: string | null; source: BucketSource }>;
  };
  bonus: {
    daily_minutes: number;
    used_this_month_minutes: number;
    monthly_cap_minutes: number;
  };
}

export type BucketSource = 'daily' | 'subscription' | 'rollover' | 'package' | 'welcome' | 'gift';

/** One answer serves both guides. */
export type AiTimeBalance = EnhancedBalance & BalanceResponse;

export interface UsageAnalytics {
  total_seconds: number;
  by_operation: Record<string, number>;
  daily_trend: Array<{ date: string; seconds: number }>;
}

export type BillingEventType =
  | 'subscription_credit'
  | 'package_credit'
  | 'daily_bonus'
  | 'consumption'
  | 'rollover_created'
  | 'rollover_discard'
  | 'rollover_discard_pending'
  | 'auto_topup_triggered'
  | 'adjustment';

export interface BillingEvent {
  type: BillingEventType;
  seconds: number;
  reason: string;
  timestamp: string;
  metadata?: Record<string, unknown>;
}

export interface BillingEventHistory {
  events: BillingEvent[];
  next_cursor?: string | null;
}

export interface Package {
  key: string;
  name: string;
  minutes: number;
  price: number;
  taxInclusive: boolean;
}

export interface SubscriptionPlan extends Package {
  bonusDaily?: number;
  monthlyBonusCap?: number;
  rolloverCap?: number;
  advisor: { eligible: boolean; payoutUSD?: number };
}

export interface PricingCatalog {
  version: string;
  rollover_policy: { days: number };
  subscriptions: SubscriptionPlan[];
  packages: Package[];
  /** The currency that was asked for, when prices are shown in USD instead. */
  currency_fallback_from?: string;
}

export interface SufficientCheckRequest {
  userId: string;
  operationType: 'main_build' | 'metadata_generation' | 'update';
  projectSize?: 'small' | 'medium' | 'large';
  isUpdate?: boolean;
}

export interface Estimate {
  estimatedSeconds: number;
  estimatedMinutes: number;
  confidence: 'high' | 'medium' | 'low';
  basedOnSamples: number;
}

export interface SufficientCheckResponse {
  sufficient: boolean;
  estimate: Estimate | null;
  balance: BalanceFigures;
  recommendation?: { suggestedPackage: string; costToComplete: number; purchaseUrl: string };
}

export interface BatchOperationRequest {
  operation: 'build' | 'plan' | 'export' | 'metadata_generation';
  estimate_seconds: number;
}

export interface Suggestion {
  type: 'package' | 'upgrade';
  key?: string;
  plan?: string;
  minutes?: number;
}

export interface BatchOperationResult {
  operation: string;
  ok: boolean;
  deficit_seconds: number;
  suggestions?: Suggestion[];
}

export interface BuildRequest {
  userId: string;
  projectId?: string;
  prompt?: string;
  projectSize?: 'small' | 'medium' | 'large';
  [member: string]: unknown;
}

export interface BuildAccepted {
  success: true;
  buildId: string;
  versionId: string;
  status: string;
  estimate: { estimatedSeconds: number } & Partial<Estimate>;
  balance: BalanceFigures;
}

/** What a worker says about a build it runs. */
export interface BuildEvent {
  type: 'started' | 'progress' | 'completed' | 'failed';
  user: string;
  seconds?: number;
  operation?: string;
  reason?: string;
}

export interface PurchaseRequest {
  userId: string;
  package_key: string;
  currency?: Currency;
}

export interface PurchaseResponse {
  checkout_url: string;
  currency: string;
  unit_amount_cents: number;
  display_price: number;
  package_minutes: number;
  currency_fallback_from?: string;
  session_id: string;
}

/** 402 of the worker API reference. */
export interface InsufficientAiTime {
  error: 'insufficient_ai_time';
  message: string;
  balance: BalanceFigures;
  estimate: { estimatedSeconds: number };
  required: number;
}

/** 402 of the usage and billing guide. */
export interface InsufficientFunds {
  error: 'INSUFFICIENT_AI_TIME';
  http_status: 402;
  balance_seconds: number;
  breakdown_seconds: { bonus_daily: number; paid: number };
  suggestions: Suggestion[];
  catalog_version: string;
  /** Single use, one hour: sent with the retry after a purchase. */
  resume_token?: string;
}
