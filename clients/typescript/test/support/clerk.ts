import { AsyncLocalStorage } from 'node:async_hooks';

/** Stands in for the sign-in of the apps: who is calling is what the test says. */
const caller = new AsyncLocalStorage<{ userId: string | null }>();

export function signedInAs<Result>(userId: string | null, work: () => Result): Result {
  return caller.run({ userId }, work);
}

export function auth(): { userId: string | null } {
  return caller.getStore() ?? { userId: null };
}

export const admins = new Set<string>();

export const clerkClient = {
  users: {
    getUser: async (userId: string) => ({ publicMetadata: { role: admins.has(userId) ? 'admin' : 'member' } }),
  },
};
