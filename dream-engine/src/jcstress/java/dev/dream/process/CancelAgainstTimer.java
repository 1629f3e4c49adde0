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
import org.openjdk.jcstress.infra.results.ZII_Result;

/** After a cancel that says so the message never comes; after another it is there. */
@JCStressTest
@State
@Outcome(id = "true, 0, 0", expect = ACCEPTABLE, desc = "cancelled")
@Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "fired before")
@Outcome(expect = FORBIDDEN, desc = "cancelled and fired, or neither")
public class CancelAgainstTimer {

  private final Stub process = new Stub();
  private final ProcessTimer timer = new ProcessTimer(Stub.NODE, process.pid);

  public CancelAgainstTimer() {
    timer.start(process, "due", Duration.ofHours(1));
  }

  @Actor
  public void fire() {
    Jitter.spin();
    timer.fire();
  }

  @Actor
  public void cancel(ZII_Result result) {
    Jitter.spin();
    result.r1 = timer.stop().isPresent();
    result.r2 = process.mailbox.depth();
  }

  @Arbiter
  public void look(ZII_Result result) {
    result.r3 = process.mailbox.depth();
  }
}
