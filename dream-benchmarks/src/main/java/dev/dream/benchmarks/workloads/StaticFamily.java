package dev.dream.benchmarks.workloads;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;

/** Children with a specification each. */
final class StaticFamily extends Family {

  private final ServerRef<Supervisor> supervisor;
  private String last = "";

  StaticFamily(Node node, int size) {
    super(node, size);
    this.supervisor =
        Supervisor.start(
            node,
            SupervisorSpec.oneForOne().maxRestarts(MANY_RESTARTS, PERIOD),
            StartOptions.DEFAULT);
  }

  @Override
  void startChild(ChildSpec<?> child) {
    Supervisor.startChild(supervisor, child);
    last = child.id();
  }

  @Override
  void terminateLast(Pid pid) {
    Supervisor.terminateChild(supervisor, last);
    Supervisor.deleteChild(supervisor, last);
  }

  @Override
  ServerRef<?> supervisor() {
    return supervisor;
  }
}
