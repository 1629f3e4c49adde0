package dev.dream.model;

/**
 * What operations can be done to: the model, or an engine.
 *
 * @param <O> the operations
 */
interface World<O> extends AutoCloseable {

  /** Does it, waits until all that follows from it is over, and tells what is to be seen then. */
  Observation play(O operation) throws Exception;

  @Override
  default void close() {}

  /**
   * An operation names somebody who was never started: it has no meaning. The shrinker makes such
   * operations, by leaving out the start.
   */
  final class NeverStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeverStarted(String name) {
      super(name);
    }
  }
}
