const MOST = 10_000;

/**
 * The last write of this client per account. A read that sends it back sees that write; the oldest are
 * forgotten, by then every read has long caught up.
 */
export class Positions {
  readonly #last = new Map<string, string>();

  remember(user: string | undefined, position: string | null): void {
    if (user === undefined || position === null) {
      return;
    }
    this.#last.delete(user);
    this.#last.set(user, position);
    if (this.#last.size > MOST) {
      const oldest = this.#last.keys().next();
      if (oldest.done !== true) {
        this.#last.delete(oldest.value);
      }
    }
  }

  of(user: string | undefined): string | undefined {
    return user === undefined ? undefined : this.#last.get(user);
  }
}
