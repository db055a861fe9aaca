import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<Headers>();

export function withHeaders<Result>(headers: Headers, work: () => Result): Result {
  return current.run(headers, work);
}

export function headers(): Headers {
  return current.getStore() ?? new Headers();
}
