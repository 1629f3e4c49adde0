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

/** Who waits for the answer of a process that dies is woken by its end. */
@JCStressTest
@State
@Outcome(id = "shutdown", expect = ACCEPTABLE, desc = "asked before the end")
@Outcome(id = "noproc", expect = ACCEPTABLE, desc = "asked after it")
@Outcome(expect = FORBIDDEN, desc = "overslept")
public class CallAgainstExit {

  private final Stub server = new Stub();
  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);

  @Actor
  public void call(L_Result result) {
    Jitter.spin();
    slot.watch(server);
    result.r1 = Outcomes.word(slot.await(Outcomes.LONG));
  }

  @Actor
  public void end() {
    Jitter.spin();
    server.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 += server.heard();
  }
}
