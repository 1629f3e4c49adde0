package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A request that is answered just when it is tied to its asker stays with nobody. */
@JCStressTest
@State
@Outcome(id = "nothing", expect = ACCEPTABLE, desc = "no tie left")
@Outcome(expect = FORBIDDEN, desc = "the asker keeps it")
public class AskerTieAgainstAnswer {

  private final Stub asker = new Stub();
  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, asker.pid);

  public AskerTieAgainstAnswer() {
    slot.watch(server);
  }

  @Actor
  public void tie() {
    Jitter.spin();
    slot.abandonWithAsker();
  }

  @Actor
  public void answer() {
    Jitter.spin();
    slot.answer("yes");
  }

  @Arbiter
  public void look(L_Result result) {
    String kept = asker.heard() + server.heard();
    result.r1 = kept.isEmpty() ? "nothing" : kept;
  }
}
