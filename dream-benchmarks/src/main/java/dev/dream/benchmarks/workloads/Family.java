package dev.dream.benchmarks.workloads;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A supervisor and its children. The children note their pids, which whoever waits for {@code
 * started} reads.
 */
abstract class Family {

  static final int MANY_RESTARTS = Integer.MAX_VALUE;
  static final Duration PERIOD = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  final Node node;
  private final int size;
  private final AtomicReferenceArray<Pid> pids;
  private final Semaphore started = new Semaphore(0);

  Family(Node node, int size) {
    this.node = node;
    this.size = size;
    this.pids = new AtomicReferenceArray<>(size + 1); // and the one that comes and goes
  }

  private record Child(Family family, int index)
      implements GenServer<Integer, Call<Child, ?>, Cast<Child>> {

    @Override
    public InitResult<Integer> init() {
      family.pids.set(index, Processes.self());
      family.started.release();
      return ok(0);
    }
  }

  /** Starts a child and waits for its init. */
  abstract void startChild(ChildSpec<?> child);

  /** Terminates the child that was started last, and forgets it. */
  abstract void terminateLast(Pid pid);

  abstract ServerRef<?> supervisor();

  void start() {
    for (int i = 0; i < size; i++) {
      startChild(child(i));
    }
    started.acquireUninterruptibly(size);
  }

  void startAndTerminate() {
    startChild(child(size));
    started.acquireUninterruptibly();
    terminateLast(pids.get(size));
  }

  /** Kills a child and waits for the next incarnation's init. */
  void kill(int index) {
    node.exit(pids.get(index), ExitReason.KILL);
    started.acquireUninterruptibly();
  }

  void end() {
    supervisor().stop(ExitReason.NORMAL, LIMIT);
  }

  private ChildSpec<?> child(int index) {
    return ChildSpec.worker(String.valueOf(index), () -> new Child(this, index))
        .shutdown(Shutdown.BRUTAL_KILL);
  }
}
