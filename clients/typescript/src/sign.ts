import { createHash, createHmac } from 'node:crypto';

/**
 * - `v2`: `Weir-Signature` over time, method, path with query and the body's hash; the one to choose.
 * - `v1`: `X-HMAC-Signature` over method, path with query and body (usage and billing guide).
 * - `v1-sheen`: `x-sheen-signature` over body and path without the query (worker API reference).
 */
export type SignatureScheme = 'v2' | 'v1' | 'v1-sheen';

export interface RequestToSign {
  scheme?: SignatureScheme;
  secret: string;
  method: string;
  /** Path as it goes over the wire, with its query. */
  path: string;
  /** The bytes of the body as they are sent; empty for a GET. */
  body?: string;
  /** Unix seconds, for v2; now when absent. */
  timestamp?: number;
}

/** The header that signs a request. */
export function signRequest(request: RequestToSign): Record<string, string> {
  const { secret, path, body = '' } = request;
  const method = request.method.toUpperCase();
  switch (request.scheme ?? 'v2') {
    case 'v1-sheen':
      return { 'x-sheen-signature': hmac(secret, body + withoutQuery(path)) };
    case 'v1':
      return { 'X-HMAC-Signature': hmac(secret, method + path + body) };
    case 'v2': {
      const t = request.timestamp ?? Math.floor(Date.now() / 1000);
      const digest = createHash('sha256').update(body).digest('hex');
      return { 'Weir-Signature': `t=${t},v2=${hmac(secret, `${t}.${method}.${path}.${digest}`)}` };
    }
  }
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function withoutQuery(path: string): string {
  const at = path.indexOf('?');
  return at < 0 ? path : path.slice(0, at);
}
