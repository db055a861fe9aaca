export { CreditsSDK } from './credits/sdk.js';
export type {
  BalanceVerification,
  CallOptions,
  CreditsOptions,
  Metadata,
  Transaction,
  TransactionResult,
} from './credits/sdk.js';
export { FIXED_PRICING, METERED_PRICING, PricingEngine } from './credits/pricing.js';
export type { FixedAction, MeteredAction, PriceBook } from './credits/pricing.js';
export { AiTimeClient } from './aitime/client.js';
export type { AiTimeOptions, ResumableOptions, WriteOptions } from './aitime/client.js';
export type * from './aitime/types.js';
export { InsufficientAiTimeError, InsufficientCreditsError, WeirError } from './errors.js';
export { signRequest } from './sign.js';
export type { RequestToSign, SignatureScheme } from './sign.js';
export type { RetryPolicy } from './http/retry.js';
