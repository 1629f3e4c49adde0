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

/** A request whose asker dies just when it is tied to him is given up. */
@JCStressTest
@State
@Outcome(id = "given up", expect = ACCEPTABLE, desc = "nothing left")
@Outcome(expect = FORBIDDEN, desc = "the server keeps it")
public class AskerTieAgainstExit {

  private final Stub asker = new Stub();
  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, asker.pid);

  public AskerTieAgainstExit() {
    slot.watch(server);
  }

  @Actor
  public void tie() {
    Jitter.spin();
    slot.abandonWithAsker();
  }

  @Actor
  public void end() {
    Jitter.spin();
    asker.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = slot.isOpen() ? "open" : "given up" + server.heard();
  }
}
