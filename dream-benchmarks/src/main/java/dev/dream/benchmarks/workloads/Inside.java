package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.List;

/** Measures what a process does all by itself, without the way there and back. */
final class Inside {

  private Inside() {}

  /** Measures so many operations, one after the other in one callback. */
  static Measured callback(Node node, int operations, Runnable operation)
      throws InterruptedException {
    Finish finish = new Finish(1);
    long[] nanos = {0};
    Pid process =
        Dream.spawn(
            node,
            _ -> {
              nanos[0] = nanos(operations, operation);
              finish.done();
            });
    node.send(process, "go");
    finish.await();
    Dream.kill(node, List.of(process));
    return Measured.perOperation(nanos[0], operations);
  }

  /** Returns how long so many operations take. */
  static long nanos(int operations, Runnable operation) {
    long begun = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      operation.run();
    }
    return System.nanoTime() - begun;
  }
}
