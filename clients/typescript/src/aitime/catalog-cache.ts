import type { Answer } from '../http/transport.js';
import type { PricingCatalog } from './types.js';

/** The last catalog per currency with its ETag: two currencies never share one. */
export class CatalogCache {
  readonly #held = new Map<string, { etag: string; catalog: PricingCatalog }>();

  condition(currency: string): Record<string, string> {
    const held = this.#held.get(currency);
    return held === undefined ? {} : { 'if-none-match': held.etag };
  }

  merge(currency: string, answer: Answer): PricingCatalog {
    const held = this.#held.get(currency);
    if (answer.status === 304 && held !== undefined) {
      return held.catalog;
    }
    const catalog = answer.body as PricingCatalog;
    const etag = answer.headers.get('etag');
    if (etag !== null) {
      this.#held.set(currency, { etag, catalog });
    }
    return catalog;
  }
}
