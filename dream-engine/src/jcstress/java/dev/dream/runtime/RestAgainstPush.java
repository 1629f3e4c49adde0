package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.MailboxQueue.Push;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Of two pushes onto a queue whose consumer goes to rest, one wakes it if it does rest. */
@JCStressTest
@State
@Outcome(id = "awake, nobody wakes it", expect = ACCEPTABLE, desc = "something came before")
@Outcome(id = "rests, one wakes it", expect = ACCEPTABLE, desc = "all came after")
@Outcome(expect = FORBIDDEN, desc = "overslept, or woken twice")
public class RestAgainstPush {

  private final MailboxQueue queue = new MailboxQueue();
  private boolean rests;
  private Push one;
  private Push other;

  @Actor
  public void rest() {
    Jitter.spin();
    rests = queue.rest();
  }

  @Actor
  public void pushOne() {
    Jitter.spin();
    one = queue.push("one", 0);
  }

  @Actor
  public void pushOther() {
    Jitter.spin();
    other = queue.push("other", 0);
  }

  @Arbiter
  public void look(L_Result result) {
    int wakers = (one == Push.ROUSED ? 1 : 0) + (other == Push.ROUSED ? 1 : 0);
    String who = wakers == 0 ? "nobody wakes it" : wakers == 1 ? "one wakes it" : "two wake it";
    result.r1 = (rests ? "rests, " : "awake, ") + who;
  }
}
