package dev.weir.edge.trace;

/** Where finished spans go. */
public interface Spans {
  Spans NOWHERE =
      new Spans() {
        @Override
        public boolean wanted() {
          return false;
        }

        @Override
        public void add(Span span) {
          // Nobody collects them.
        }
      };

  /** Whether it is worth making any. */
  boolean wanted();

  void add(Span span);
}
