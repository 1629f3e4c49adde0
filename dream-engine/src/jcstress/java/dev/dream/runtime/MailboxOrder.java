package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What is pushed while the consumer polls comes out once, in order of arrival. */
@JCStressTest
@State
@Outcome(id = "in order", expect = ACCEPTABLE, desc = "all of it")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxOrder {

  private static final int MANY = 12;

  private final MailboxQueue queue = new MailboxQueue();
  private final List<Object> taken = new ArrayList<>(2 * MANY);

  @Actor
  public void push() {
    for (int i = 0; i < MANY; i++) {
      queue.push(i, 0);
    }
  }

  @Actor
  public void poll() {
    take(MANY);
  }

  @Arbiter
  public void takeTheRest(L_Result result) {
    take(2 * MANY); // not a drain, which might not end
    boolean inOrder = taken.equals(IntStream.range(0, MANY).boxed().toList());
    result.r1 = inOrder ? "in order" : taken.toString();
  }

  private void take(int atMost) {
    for (int i = 0; i < atMost; i++) {
      Object element = queue.poll();
      if (element != null) {
        taken.add(element);
      }
    }
  }
}
