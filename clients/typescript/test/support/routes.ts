import { call } from './weir.js';

/** A request that Weir describes itself as serving, filled with the ids of somebody. */
export interface Route {
  method: string;
  template: string;
  path: string;
  body?: unknown;
  namesUser: boolean;
  namesObject: boolean;
}

export interface Ids {
  user: string;
  holdId: string;
  grantId: string;
}

const USER = new Set(['user', 'userId', 'targetUserId']);
const FILLED: Record<string, unknown> = {
  type: 'completed', seconds: 1, source: 'gift', action: 'x', reason: 'x', operationType: 'update', period: 'day', amount: 1,
  meter: 'chat_message', quantity: 1, package_key: 'mini', plan_key: 'starter', threshold_minutes: 10, enabled: true,
};

/** Every route of the API's own description but those that only a webhook's sender or anybody at all may call. */
export async function routes(ids: Ids): Promise<Route[]> {
  const { body: api } = await call('GET', '/openapi.json');
  return Object.entries<Record<string, any>>(api.paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation.security === undefined)
      .map(([method, operation]) => route(method.toUpperCase(), template, operation, api, ids)),
  );
}

function route(method: string, template: string, operation: any, api: any, ids: Ids): Route {
  const byName = (name: string): string => (USER.has(name) ? ids.user : name === 'grantId' ? ids.grantId : ids.holdId);
  const params: any[] = operation.parameters ?? [];
  const query = params.filter((param) => param.in === 'query' && USER.has(param.name)).map((param) => `${param.name}=${ids.user}`);
  const path = template.replaceAll(/\{(\w+)}/g, (_, name: string) => byName(name)) + (query.length > 0 ? `?${query.join('&')}` : '');
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema === undefined ? undefined : example('', schema, api, ids);
  const inPath = [...template.matchAll(/\{(\w+)}/g)].map((match) => match[1] ?? '');
  const namesUser = inPath.some((name) => USER.has(name)) || query.length > 0 || (isObject(body) && Object.keys(body).some((name) => USER.has(name)));
  return { method, template, path, body, namesUser, namesObject: inPath.some((name) => !USER.has(name)) };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function example(name: string, written: any, api: any, ids: Ids): unknown {
  if (written.$ref !== undefined) {
    return example(name, api.components.schemas[written.$ref.split('/').pop()], api, ids);
  }
  if (USER.has(name)) {
    return ids.user;
  }
  if (FILLED[name] !== undefined) {
    return FILLED[name];
  }
  if (written.properties !== undefined) {
    const wanted = Object.keys(written.properties).filter((key) => written.required?.includes(key) || USER.has(key) || key === 'amount' || key === 'seconds');
    return Object.fromEntries(wanted.map((key) => [key, example(key, written.properties[key], api, ids)]));
  }
  if (written.items !== undefined) {
    return [example(name, written.items, api, ids)];
  }
  const choice = written.oneOf?.[0] ?? written.anyOf?.[0];
  return choice === undefined ? (written.enum?.[0] ?? (written.type === 'string' ? 'x' : 1)) : example(name, choice, api, ids);
}
