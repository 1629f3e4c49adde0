package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Finish;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Shutdown;
import org.jspecify.annotations.Nullable;

/** GenServers under one dynamic supervisor, with a counter as state. */
final class SupervisedCrowd implements Crowd {

  private static final int STARTERS = 8;

  private final Node node;
  private final Pid[] pids;
  private final Finish begun;
  private @Nullable ServerRef<DynamicSupervisor> supervisor;

  SupervisedCrowd(Node node, int size) {
    this.node = node;
    this.pids = new Pid[size];
    this.begun = new Finish(size);
  }

  /** Tells a server that it is to count one more. */
  record Count() implements Cast<Counter> {}

  private record Counter(Finish begun) implements GenServer<Integer, Call<Counter, ?>, Count> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CastResult<Integer> handleCast(Count event, Integer count) {
      begun.done();
      return noReply(count + 1);
    }
  }

  @Override
  public void start() throws InterruptedException {
    ServerRef<DynamicSupervisor> parent =
        DynamicSupervisor.start(node, DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT);
    supervisor = parent;
    for (int i = 0; i < STARTERS; i++) {
      int first = i;
      Thread.startVirtualThread(() -> startChildren(parent, first));
    }
    begun.await();
  }

  private void startChildren(ServerRef<DynamicSupervisor> parent, int first) {
    ChildSpec<Counter> child =
        ChildSpec.worker(() -> new Counter(begun)).shutdown(Shutdown.BRUTAL_KILL);
    for (int i = first; i < pids.length; i += STARTERS) {
      pids[i] = DynamicSupervisor.startChild(parent, child).started().orElseThrow();
      ServerRef.<Counter>of(node, pids[i]).cast(new Count());
    }
  }

  @Override
  public void end() {
    if (supervisor != null) {
      supervisor.pid().ifPresent(pid -> node.exit(pid, ExitReason.KILL)); // and all linked to it
    }
    DreamCrowd.awaitEnd(node, pids);
  }
}
