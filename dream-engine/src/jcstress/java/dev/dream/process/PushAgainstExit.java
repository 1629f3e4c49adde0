package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Nothing stays in the mailbox of the dead. */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "empty")
@Outcome(expect = FORBIDDEN, desc = "kept by the dead")
public class PushAgainstExit {

  private final Stub process = new Stub();

  @Actor
  public void push() {
    Jitter.spin();
    process.push("hello");
  }

  @Actor
  public void end() {
    Jitter.spin();
    process.die();
  }

  @Arbiter
  public void look(I_Result result) {
    result.r1 = process.mailbox.depth();
  }
}
