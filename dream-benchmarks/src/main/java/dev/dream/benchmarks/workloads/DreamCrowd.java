package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;

import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Finish;
import dev.dream.process.Body;
import dev.dream.process.Callbacks;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Processes of the engine itself, all with the same code. */
final class DreamCrowd implements Crowd {

  private static final long LOOK_AGAIN_NANOS = 1_000_000;
  private static final int SOME_WORKERS = 100;

  private final Node node;
  private final Finish begun;
  private final Supplier<Pid> spawn;
  private final Pid[] pids;

  private DreamCrowd(Node node, Finish begun, int size, Supplier<Pid> spawn) {
    this.node = node;
    this.begun = begun;
    this.spawn = spawn;
    this.pids = new Pid[size];
  }

  static Crowd ofCallbacks(Node node, int size) {
    Finish begun = new Finish(size);
    Callbacks shared = Dream.callbacks(_ -> begun.done());
    return new DreamCrowd(node, begun, size, () -> node.spawn(shared, SpawnOptions.NONE));
  }

  static Crowd ofBodies(Node node, int size) {
    Finish begun = new Finish(size);
    Body shared =
        () -> {
          while (true) {
            receive();
            begun.done();
          }
        };
    return new DreamCrowd(node, begun, size, () -> node.spawn(shared, SpawnOptions.NONE));
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < pids.length; i++) {
      pids[i] = spawn.get();
      node.send(pids[i], "begin");
    }
    begun.await();
  }

  @Override
  public void end() {
    for (Pid pid : pids) {
      node.exit(pid, ExitReason.KILL);
    }
    awaitEnd(node, pids);
    while (node.tables().threads() > SOME_WORKERS) { // killed bodies end a little later
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /** Waits until none of them is in the node's table any more. */
  static void awaitEnd(Node node, Pid[] pids) {
    for (Pid pid : pids) {
      while (node.alive(pid)) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }
}
