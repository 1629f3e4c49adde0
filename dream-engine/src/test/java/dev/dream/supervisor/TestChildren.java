package dev.dream.supervisor;

import dev.dream.Events;
import dev.dream.Probe;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import java.util.List;

/** Children that do not start, and a look at those that did. */
final class TestChildren {

  static final ExitReason BOOM = ExitReason.error("boom");

  private TestChildren() {}

  static ChildSpec<Probe> ignoring(String id, Events events) {
    return ChildSpec.worker(id, () -> new Probe(id, events).init(GenServer::ignore)).named();
  }

  /** Returns a child whose start fails with {@link #BOOM}. */
  static ChildSpec<Probe> failing(String id, Events events) {
    return ChildSpec.worker(id, () -> new Probe(id, events).init(probe -> probe.stop(BOOM)))
        .named();
  }

  static List<String> ids(ServerRef<Supervisor> supervisor) {
    return Supervisor.whichChildren(supervisor).stream().map(ChildInfo::id).toList();
  }
}
