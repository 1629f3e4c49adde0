package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Of a timer that starts just when all are closed nothing is left. */
@JCStressTest
@State
@Outcome(
    id = {"true, 0", "false, 0"},
    expect = ACCEPTABLE,
    desc = "dropped, or refused")
@Outcome(expect = FORBIDDEN, desc = "kept")
public class TimerAgainstClose {

  private final Timers timers = new Timers("against-close");

  @Actor
  public void start(ZI_Result result) {
    Jitter.spin();
    result.r1 = timers.start(() -> {}, TimeUnit.HOURS.toNanos(1)).isRunning();
  }

  @Actor
  public void close() {
    Jitter.spin();
    timers.close();
  }

  @Arbiter
  public void look(ZI_Result result) {
    result.r2 = timers.held();
  }
}
