package dev.weir.ingest.aitime;

/** The five endpoints that start a build, and which document's clients call each. */
enum Endpoint {
  CREATE_PREVIEW("main_build", false, Dialect.WORKER),
  UPDATE_PROJECT("update", true, Dialect.WORKER),
  AI_BUILD("build", false, Dialect.GUIDE),
  AI_CHAT("chat", false, Dialect.GUIDE),
  AI_PLAN("plan", false, Dialect.GUIDE);

  /** Whose words an answer is in: the worker reference's (000) or the billing guide's (003). */
  enum Dialect {
    WORKER,
    GUIDE
  }

  private final String operation;
  private final boolean update;
  private final Dialect dialect;

  Endpoint(String operation, boolean update, Dialect dialect) {
    this.operation = operation;
    this.update = update;
    this.dialect = dialect;
  }

  String operation() {
    return operation;
  }

  boolean update() {
    return update;
  }

  Dialect dialect() {
    return dialect;
  }
}
