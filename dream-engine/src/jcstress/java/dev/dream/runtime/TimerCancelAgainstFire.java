package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A timer is cancelled or fires, whoever takes it over from where it has been put, and when. */
@JCStressTest
@State
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "cancelled")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "fired")
@Outcome(expect = FORBIDDEN, desc = "both, or neither")
public class TimerCancelAgainstFire {

  private static final Timers TIMERS = new Timers("against-fire");

  private final AtomicInteger awake = new AtomicInteger();
  private final AtomicInteger fired = new AtomicInteger();
  private final AtomicInteger later = new AtomicInteger();

  @Actor
  public void startAndCancel(ZI_Result result) {
    TIMERS.start(awake::incrementAndGet, 0);
    TimerEntry timer = TIMERS.start(fired::incrementAndGet, 0);
    Patience.until(() -> awake.get() == 1);
    Jitter.spin();
    result.r1 = timer.cancel();
  }

  @Actor
  public void takeOver() {
    Jitter.spin();
    TIMERS.running();
  }

  /** What is started later is due later: when it has fired, so has what was not cancelled. */
  @Arbiter
  public void look(ZI_Result result) {
    TIMERS.start(later::incrementAndGet, 5_000);
    result.r2 = Patience.until(() -> later.get() == 1) ? fired.get() : -1;
  }
}
