package dev.dream.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Puts the contenders of one workload together. */
public final class Contenders {

  private final String workload;
  private final Engines engines;
  private final List<Contender> all = new ArrayList<>();

  /** Begins with none. */
  public Contenders(String workload, Engines engines) {
    this.workload = workload;
    this.engines = engines;
  }

  /** Adds one. */
  public Contenders add(String engine, Contender.Work work) {
    all.add(new Contender(engine, work));
    return this;
  }

  /** Returns them and, where it is installed, the BEAM. */
  public List<Contender> withBeam() {
    Beam beam = engines.beam();
    if (beam != null) {
      all.add(beam.contender(workload));
    }
    return all();
  }

  /** Returns them. */
  public List<Contender> all() {
    return List.copyOf(all);
  }
}
