package dev.dream.benchmarks.workloads;

/** Processes of one kind that live at the same time and have nothing to do. */
interface Crowd {

  /** Returns once so many have been started, and each has taken a message and waits for another. */
  void start() throws Exception;

  /** Returns once all have ended. */
  void end() throws Exception;

  /** Makes crowds of a size; whatever only keeps hold of the processes is there before they are. */
  @FunctionalInterface
  interface Maker {

    /** Makes one. */
    Crowd of(int size);
  }
}
