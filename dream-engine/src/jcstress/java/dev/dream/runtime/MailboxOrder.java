package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What is pushed while the consumer polls comes out once, in order of arrival. */
@JCStressTest
@State
@Outcome(id = "123", expect = ACCEPTABLE, desc = "all, in order")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxOrder {

  private final MailboxQueue queue = new MailboxQueue();
  private final StringBuilder taken = new StringBuilder();

  @Actor
  public void push() {
    queue.push(1);
    queue.push(2);
    queue.push(3);
  }

  @Actor
  public void poll() {
    for (int i = 0; i < 3; i++) {
      Object element = queue.poll();
      if (element != null) {
        taken.append(element);
      }
    }
  }

  @Arbiter
  public void takeTheRest(L_Result result) {
    queue.drain(taken::append);
    result.r1 = taken.toString();
  }
}
