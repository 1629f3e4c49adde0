package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Who waits for whichever answer comes first is woken by it. */
@JCStressTest
@State
@Outcome(id = "true, mark", expect = ACCEPTABLE, desc = "woken")
@Outcome(expect = FORBIDDEN, desc = "overslept")
public class QueueAgainstAnswer {

  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);
  private final ReplyQueue<String> queue = new ReplyQueue<>();

  @Actor
  public void await(ZL_Result result) {
    Jitter.spin();
    queue.add(slot, "mark");
    try {
      result.r1 = queue.await(Outcomes.LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Actor
  public void answer() {
    Jitter.spin();
    slot.answer("yes");
  }

  @Arbiter
  public void look(ZL_Result result) {
    result.r2 = queue.poll().orElse("none");
  }
}
