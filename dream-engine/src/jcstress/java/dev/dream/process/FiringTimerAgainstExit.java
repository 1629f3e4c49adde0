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
import org.openjdk.jcstress.infra.results.L_Result;

/** A timer that fires just when its receiver dies: neither waits for the other. */
@JCStressTest
@State
@Outcome(id = "gone", expect = ACCEPTABLE, desc = "no timer left")
@Outcome(expect = FORBIDDEN, desc = "runs for the dead")
public class FiringTimerAgainstExit {

  private final Stub process = new Stub();
  private final ProcessTimer timer = new ProcessTimer(Stub.NODE, process.pid);

  public FiringTimerAgainstExit() {
    timer.start(process, "due", Duration.ofHours(1));
  }

  @Actor
  public void fire() {
    Jitter.spin();
    timer.fire();
  }

  @Actor
  public void end() {
    Jitter.spin();
    process.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = timer.stop().isPresent() ? "runs" : "gone" + process.heard();
  }
}
