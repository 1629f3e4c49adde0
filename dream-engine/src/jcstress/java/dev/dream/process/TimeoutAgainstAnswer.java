package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Of answer and timeout one decides, both sides know which, and nothing stays with the server. */
@JCStressTest
@State
@Outcome(id = "yes, true", expect = ACCEPTABLE, desc = "in time")
@Outcome(id = "timeout, false", expect = ACCEPTABLE, desc = "too late")
@Outcome(expect = FORBIDDEN, desc = "both, or neither")
public class TimeoutAgainstAnswer {

  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);

  public TimeoutAgainstAnswer() {
    slot.watch(server);
  }

  @Actor
  public void call(LZ_Result result) {
    Jitter.spin();
    result.r1 = Outcomes.word(slot.await(Duration.ZERO));
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
