package dev.weir.accounting.audit;

/** A bucket as the auditor sees it: a row of figures. It is never thrown away. */
final class Pot implements Cloneable {

  final String id;
  final String source;
  final long granted;
  final long expires;
  final long seq;
  long left;
  long held;
  long used;
  long expired;
  long revoked;
  long rolled;
  long discarded;

  Pot(String id, String source, long granted, long expires, long seq) {
    this.id = id;
    this.source = source;
    this.granted = granted;
    this.expires = expires;
    this.seq = seq;
    this.left = granted;
  }

  boolean isLive() {
    return left + held > 0;
  }

  /** R1, as the contract says it. */
  boolean burnsBefore(Pot other) {
    boolean daily = source.equals("daily");
    if (daily != other.source.equals("daily")) {
      return daily;
    }
    if (expires != other.expires) {
      return expires < other.expires;
    }
    return left != other.left ? left < other.left : seq < other.seq;
  }

  String figures() {
    return id + "=" + left + "/" + held + "/" + used + "/" + expired + "/" + revoked + "/" + rolled
        + "/" + discarded;
  }

  @Override
  public Pot clone() {
    try {
      return (Pot) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
