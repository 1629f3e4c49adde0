package dev.dream.benchmarks;

import java.util.List;

/** Something to do, and those who do it. */
public interface Workload {

  /** What the number means that a contender's work is told. */
  enum Extent {
    /** Operations: as many as take a while. Many short runs. */
    OPERATIONS,
    /**
     * Processes that live at the same time. Few long runs, each warms up and clears away itself.
     */
    PROCESSES
  }

  /** Returns its name, as on the command line and in the results. */
  String name();

  /** Makes those who do it, the engine itself first. */
  List<Contender> contenders(Engines engines) throws Exception;

  /** Returns what sizes it. */
  default Extent extent() {
    return Extent.OPERATIONS;
  }
}
