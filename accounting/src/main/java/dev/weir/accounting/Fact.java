package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry needs beyond its common fields to be folded into an account. */
public sealed interface Fact {

  Kind kind();

  /**
   * A bucket was made; the entry's one draw is what it holds.
   *
   * @param opening the plan that an unseen account takes with its first grant
   */
  record Granted(String bucket, Source source, long expiresAt, @Nullable PlanTerms opening)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.GRANTED;
    }
  }

  /**
   * The draws were consumed.
   *
   * @param debt the part of the shortfall that became debt
   */
  record Charged(long shortfall, long debt) implements Fact {
    @Override
    public Kind kind() {
      return Kind.CHARGED;
    }
  }

  /** Counted against a tier; nothing was drawn. */
  record Tracked(long month, long quantity) implements Fact {
    @Override
    public Kind kind() {
      return Kind.CHARGED;
    }
  }

  /** The draws are held. */
  record Held(
      String hold,
      long expiresAt,
      Policy policy,
      long overdraftLimit,
      long shortfall,
      @Nullable Build build)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.HELD;
    }
  }

  /**
   * The draws were consumed and the hold has ended.
   *
   * @param fromHold the part of the draws that had been held
   * @param back what the hold gives back
   */
  record Captured(String hold, List<Draw> fromHold, List<Draw> back, long shortfall, long debt)
      implements Fact {
    public Captured {
      fromHold = List.copyOf(fromHold);
      back = List.copyOf(back);
    }

    @Override
    public Kind kind() {
      return Kind.CAPTURED;
    }
  }

  /** The hold has ended; its parts, the entry's draws, are back. */
  record Released(String hold) implements Fact {
    @Override
    public Kind kind() {
      return Kind.RELEASED;
    }
  }

  /** The hold has ended by its timeout; its parts, the entry's draws, are back. */
  record HoldExpired(String hold) implements Fact {
    @Override
    public Kind kind() {
      return Kind.HOLD_EXPIRED;
    }
  }

  /** The rest of a bucket, the entry's one draw, is gone. */
  record Expired(String bucket) implements Fact {
    @Override
    public Kind kind() {
      return Kind.EXPIRED;
    }
  }

  /**
   * News of a revoke, and what it moved: the draws were taken away, or they are what is back.
   *
   * @param target cumulative of the cause
   * @param debt by how much the grant's debt and the account's grow, or shrink
   * @param back what had been revoked and returns; then nothing is taken
   */
  record Revoked(
      String grant, String cause, long target, boolean restored, Owed debt, List<Draw> back)
      implements Fact {
    public Revoked {
      back = List.copyOf(back);
    }

    @Override
    public Kind kind() {
      return Kind.REVOKED;
    }
  }

  /** How debt changes by a revoke: the part that the grant owes, and the account's figure. */
  record Owed(long grant, long account) {
    public static final Owed NOTHING = new Owed(0, 0);
  }

  /**
   * A hold on a revoked grant has ended, and what it left is settled: the draws were taken away.
   *
   * @param debt by how much the grant's debt and the account's grow, or shrink
   */
  record Settled(String grant, Owed debt) implements Fact {
    @Override
    public Kind kind() {
      return Kind.REVOKED;
    }
  }

  /**
   * The rest of a subscription bucket went into a rollover bucket.
   *
   * @param late the bucket had expired before the renewal arrived: its rest is granted again, and
   *     the draw is what the rollover bucket holds
   */
  record RolledOver(String from, String into, long rolled, long expiresAt, boolean late)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.ROLLED_OVER;
    }
  }

  /** The draw was over the plan's cap of rollovers and is gone. */
  record Discarded() implements Fact {
    @Override
    public Kind kind() {
      return Kind.DISCARDED;
    }
  }

  /** So much would be discarded if the period ended now; nothing moves. */
  record DiscardPending(long pending, long periodEnd) implements Fact {
    @Override
    public Kind kind() {
      return Kind.DISCARD_PENDING;
    }
  }

  /** The draw of a paid grant repaid debt. */
  record DebtRepaid() implements Fact {
    @Override
    public Kind kind() {
      return Kind.DEBT_REPAID;
    }
  }

  /** The account has this plan and this subscription from now on. */
  record PlanChanged(PlanTerms plan, Subscription subscription) implements Fact {
    @Override
    public Kind kind() {
      return Kind.PLAN_CHANGED;
    }
  }
}
