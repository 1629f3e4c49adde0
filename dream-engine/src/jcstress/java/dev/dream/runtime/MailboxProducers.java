package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Elements of several producers all arrive, each producer's in its order. */
@JCStressTest
@State
@Outcome(id = "all", expect = ACCEPTABLE, desc = "each producer's in order")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxProducers {

  private static final int MANY = 12;

  private final MailboxQueue queue = new MailboxQueue();

  @Actor
  public void even() {
    for (int i = 0; i < MANY; i += 2) {
      queue.push(i, 0);
    }
  }

  @Actor
  public void odd() {
    for (int i = 1; i < MANY; i += 2) {
      queue.push(i, 0);
    }
  }

  @Arbiter
  public void take(L_Result result) {
    int[] next = {0, 1};
    int depth = queue.depth();
    for (int i = 0; i < MANY; i++) {
      Object element = queue.poll();
      if (!(element instanceof Integer number) || number != next[number % 2]) {
        result.r1 = "number %d is %s".formatted(i, element);
        return;
      }
      next[number % 2] += 2;
    }
    result.r1 = queue.isEmpty() && depth == MANY ? "all" : "more";
  }
}
