package dev.dream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;

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

  /** Does a workload on a system of Pekko's. */
  @FunctionalInterface
  public interface PekkoWork {

    /** Does it so many times. */
    Measured run(ActorSystem<SpawnProtocol.Command> system, int operations) throws Exception;
  }

  /** Adds Pekko with its default settings, and with a thread per core. */
  public Contenders addPekko(PekkoWork work) {
    add(Contender.PEKKO, operations -> work.run(engines.pekko(), operations));
    return add(Contender.PEKKO_TUNED, operations -> work.run(engines.tunedPekko(), operations));
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
