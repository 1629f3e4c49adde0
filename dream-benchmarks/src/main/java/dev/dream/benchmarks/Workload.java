package dev.dream.benchmarks;

import java.util.List;

/** Something to do, and those who do it. */
public interface Workload {

  /** Returns its name, as on the command line and in the results. */
  String name();

  /** Makes those who do it, the engine itself first. */
  List<Contender> contenders(Engines engines) throws Exception;
}
