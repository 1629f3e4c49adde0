package dev.dream.benchmarks.workloads;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;

/** Children of a dynamic supervisor. */
final class DynamicFamily extends Family {

  private final ServerRef<DynamicSupervisor> supervisor;

  DynamicFamily(Node node, int size) {
    super(node, size);
    this.supervisor =
        DynamicSupervisor.start(
            node,
            DynamicSupervisorSpec.DEFAULT.maxRestarts(MANY_RESTARTS, PERIOD),
            StartOptions.DEFAULT);
  }

  @Override
  void startChild(ChildSpec<?> child) {
    DynamicSupervisor.startChild(supervisor, child);
  }

  @Override
  void terminateLast(Pid pid) {
    DynamicSupervisor.terminateChild(supervisor, pid);
  }

  @Override
  ServerRef<?> supervisor() {
    return supervisor;
  }
}
