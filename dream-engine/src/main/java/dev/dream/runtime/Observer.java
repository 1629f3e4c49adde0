package dev.dream.runtime;

/** Hears from the {@link Watch} what goes on. Called on its thread: must neither wait nor throw. */
public interface Observer {

  /** Hears nothing. */
  Observer NONE =
      new Observer() {
        @Override
        public void active() {}

        @Override
        public void lasting(LongTask task) {}
      };

  /** Says that there is work, or was a moment ago. Said again and again while there is. */
  void active();

  /** Says that a task has had its worker for more than about 10 ms. Said once for each. */
  void lasting(LongTask task);
}
