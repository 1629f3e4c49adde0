package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Mailbox;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.List;

/**
 * What a message costs that is sent and taken while N others wait in the same mailbox: a process
 * takes one and sends itself another.
 */
public final class GrowingQueue implements Workload {

  private static final int[] SIZES = {1, 1_000, 100_000};
  private static final int MESSAGES = 1_000_000;
  private static final SpawnOptions OPTIONS = SpawnOptions.NONE.mailbox(Mailbox.UNBOUNDED);

  /** Creates it. */
  public GrowingQueue() {}

  @Override
  public String name() {
    return "grow-queue";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, _ -> bySize(waiting -> onDream(engines.node(), waiting)))
        .add(Contender.DREAM_BODY, _ -> bySize(waiting -> onBody(engines.node(), waiting)))
        .withBeam();
  }

  @FunctionalInterface
  private interface Run {
    long nanos(int waiting) throws Exception;
  }

  private static Measured bySize(Run run) throws Exception {
    Measured measured = new Measured(List.of());
    for (int size : SIZES) {
      double each = Steady.nanosEach(MESSAGES, () -> run.nanos(size));
      measured = measured.and(String.valueOf(size), Unit.NS_PER_OP, each);
    }
    return measured;
  }

  private static long onDream(Node node, int waiting) throws InterruptedException {
    Circulation circulation = new Circulation(waiting);
    Pid pid = node.spawn(Dream.callbacks(circulation), OPTIONS);
    node.send(pid, "fill");
    circulation.finish.await();
    Dream.kill(node, List.of(pid));
    return circulation.nanos;
  }

  private static long onBody(Node node, int waiting) throws InterruptedException {
    Circulation circulation = new Circulation(waiting);
    node.send(
        node.spawn(
            () -> {
              while (!circulation.isDone()) {
                circulation.handle(receive());
              }
            },
            OPTIONS),
        "fill");
    circulation.finish.await();
    return circulation.nanos;
  }

  /** Fills its process's mailbox, takes as many messages as it has put in, and sends others. */
  private static final class Circulation implements Dream.Handler {

    private final int waiting;
    private final Finish finish = new Finish(1);
    private long begun;
    private long nanos;
    private int left = MESSAGES;

    Circulation(int waiting) {
      this.waiting = waiting;
    }

    boolean isDone() {
      return left < 0;
    }

    @Override
    public void handle(Object message) {
      if (message.equals("fill")) {
        for (int i = 0; i < waiting; i++) {
          send(self(), "turn");
        }
        begun = System.nanoTime();
      } else if (left-- > 0) {
        send(self(), "turn");
      } else if (left == -1) {
        nanos = System.nanoTime() - begun;
        finish.done();
      }
    }
  }
}
