package dev.weir.standalone.faults;

/** An installation that is put through one fault after the other, and what its clients know. */
final class Trial implements AutoCloseable {
  /** Requests answered well; enough that every account has been touched. */
  static final int SOME = 40;

  private static final long SEED = Long.getLong("weir.faults.seed", 1);

  private final Installation installation;
  private final Broker broker;
  private final History history;

  private Trial(Installation installation) {
    this.installation = installation;
    this.broker = new Broker(installation);
    this.history = new History(installation.folder().resolve("history.log"));
  }

  /** What is done to it while the load goes on. */
  interface Fault {
    void happens(Load load) throws Exception;
  }

  static Trial start() {
    System.out.println("seed " + SEED);
    return new Trial(Installation.start());
  }

  Installation installation() {
    return installation;
  }

  Broker broker() {
    return broker;
  }

  History history() {
    return history;
  }

  Load load() {
    return new Load(history, installation::gateways, SEED);
  }

  /** Under load: the fault, healing, some more load; then everything must hold. */
  void under(Fault fault) throws Exception {
    boolean held = false;
    up();
    try (Load load = load()) {
      load.awaitOk(SOME);
      fault.happens(load);
      up();
      load.awaitOk(SOME);
      load.settle();
      held = true;
    } finally {
      if (!held) {
        // The next fault finds an installation that begins anew.
        installation.killAll();
        installation.database().mend();
      }
    }
    new Checks(installation, history, Installation.SINK).all();
  }

  private void up() {
    installation.up(Installation.STREAMS, Installation.SINK, Installation.GATEWAY);
  }

  @Override
  public void close() {
    history.close();
    installation.close();
  }
}
