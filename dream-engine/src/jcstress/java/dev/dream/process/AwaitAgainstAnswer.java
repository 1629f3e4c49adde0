package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Who waits for an answer is woken by it. */
@JCStressTest
@State
@Outcome(id = "yes, true", expect = ACCEPTABLE, desc = "answered")
@Outcome(expect = FORBIDDEN, desc = "overslept")
public class AwaitAgainstAnswer {

  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);

  public AwaitAgainstAnswer() {
    slot.watch(server);
  }

  @Actor
  public void call(LZ_Result result) {
    Jitter.spin();
    result.r1 = Outcomes.word(slot.await(Outcomes.LONG));
  }

  @Actor
  public void answer(LZ_Result result) {
    Jitter.spin();
    result.r2 = slot.answer("yes");
  }

  @Arbiter
  public void look(LZ_Result result) {
    result.r1 += server.heard();
  }
}
