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

/** Of answer and end of the server one decides, and the server knows which. */
@JCStressTest
@State
@Outcome(id = "yes, true", expect = ACCEPTABLE, desc = "answered")
@Outcome(id = "shutdown, false", expect = ACCEPTABLE, desc = "ended first")
@Outcome(expect = FORBIDDEN, desc = "both, or neither")
public class ExitAgainstAnswer {

  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);

  public ExitAgainstAnswer() {
    slot.watch(server);
  }

  @Actor
  public void answer(LZ_Result result) {
    Jitter.spin();
    result.r2 = slot.answer("yes");
  }

  @Actor
  public void end() {
    Jitter.spin();
    server.die();
  }

  @Arbiter
  public void look(LZ_Result result) {
    result.r1 = Outcomes.word(slot.await(Duration.ZERO));
  }
}
