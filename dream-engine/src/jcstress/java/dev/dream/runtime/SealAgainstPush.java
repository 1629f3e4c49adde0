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

/** A queue that is sealed while it is empty takes all offers or none; what is pushed always. */
@JCStressTest
@State
@Outcome(id = "open, 3 taken", expect = ACCEPTABLE, desc = "something came before the seal")
@Outcome(id = "sealed, 1 taken", expect = ACCEPTABLE, desc = "both offers came after it")
@Outcome(expect = FORBIDDEN, desc = "an offer is lost in a sealed queue, or the push is")
public class SealAgainstPush {

  private final MailboxQueue queue = new MailboxQueue();
  private boolean sealed;
  private int refused;
  private boolean otherRefused;

  @Actor
  public void seal() {
    Jitter.spin();
    sealed = queue.seal();
  }

  @Actor
  public void offerAndPush() {
    Jitter.spin();
    refused += queue.offer("one", 0, Integer.MAX_VALUE) == Push.CLOSED ? 1 : 0;
    queue.push("the engine's", 0);
  }

  @Actor
  public void offer() {
    Jitter.spin();
    otherRefused = queue.offer("other", 0, Integer.MAX_VALUE) == Push.CLOSED;
  }

  @Arbiter
  public void look(L_Result result) {
    int taken = 0;
    while (queue.poll() != null) {
      taken++;
    }
    int all = taken + refused + (otherRefused ? 1 : 0);
    result.r1 =
        (sealed ? "sealed, " : "open, ") + taken + " taken" + (all == 3 ? "" : ", of " + all);
  }
}
