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

/** A name that is given to a process while it dies is free afterwards. */
@JCStressTest
@State
@Outcome(id = "registered, free", expect = ACCEPTABLE, desc = "ended later")
@Outcome(id = "refused, free", expect = ACCEPTABLE, desc = "ended first")
@Outcome(expect = FORBIDDEN, desc = "the dead keeps the name")
public class RegisterAgainstExit {

  private final Stub process = new Stub();
  private final String name = process.pid.toString();
  private boolean refused;

  @Actor
  public void register() {
    Jitter.spin();
    try {
      Stub.NODE.register(name, process.pid);
    } catch (NoSuchProcessException ended) {
      refused = true;
    }
  }

  @Actor
  public void end() {
    Jitter.spin();
    process.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 =
        (refused ? "refused" : "registered")
            + (Stub.NODE.registered().contains(name) ? ", kept" : ", free");
  }
}
