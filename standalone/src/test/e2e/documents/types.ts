// The interfaces of the AI-time documents (Worker API reference, usage & billing guide), as their clients hold them.
export interface BalanceResponse {
  balance: { welcomeBonus: number; dailyGift: number; paid: number; total: number };
  usage: { todayUsed: number; lifetimeUsed: number };
  dailyResetAt: string;
}

export interface SufficientCheckRequest {
  userId: string;
  operationType: 'main_build' | 'metadata_generation' | 'update';
  projectSize?: 'small' | 'medium' | 'large';
  isUpdate?: boolean;
}

export interface SufficientCheckResponse {
  sufficient: boolean;
  estimate: {
    estimatedSeconds: number;
    estimatedMinutes: number;
    confidence: 'high' | 'medium' | 'low';
    basedOnSamples: number;
  } | null;
  balance: { welcomeBonus: number; dailyGift: number; paid: number; total: number };
  recommendation?: { suggestedPackage: string; costToComplete: number; purchaseUrl: string };
}

export interface SubscriptionPlan {
  key: string;
  name: string;
  minutes: number;
  price: number;
  bonusDaily?: number;
  monthlyBonusCap?: number;
  rolloverCap?: number;
  taxInclusive: boolean;
  advisor: { eligible: boolean; payoutUSD?: number };
}

export interface Package {
  key: string;
  name: string;
  minutes: number;
  price: number;
  taxInclusive: boolean;
}

export interface PricingCatalog {
  version: string;
  rollover_policy: { days: number };
  subscriptions: SubscriptionPlan[];
  packages: Package[];
}

export interface CurrencyAwareCatalog extends PricingCatalog {
  currency_fallback_from?: string;
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
    paid: Array<{ seconds: number; expires_at: string; source: string }>;
  };
  bonus: { daily_minutes: number; used_this_month_minutes: number; monthly_cap_minutes: number };
}

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
}

export interface Suggestion {
  type: 'package' | 'upgrade';
  key?: string;
  plan?: string;
  minutes?: number;
}

export interface InsufficientFundsError {
  error: 'INSUFFICIENT_AI_TIME';
  http_status: 402;
  balance_seconds: number;
  breakdown_seconds: { bonus_daily: number; paid: number };
  suggestions: Suggestion[];
  catalog_version: string;
  resume_token?: string;
}

export interface BatchOperationRequest {
  operation: 'build' | 'plan' | 'export' | 'metadata_generation';
  estimate_seconds: number;
}

export interface BatchOperationResult {
  operation: string;
  ok: boolean;
  deficit_seconds: number;
  suggestions?: Suggestion[];
}
