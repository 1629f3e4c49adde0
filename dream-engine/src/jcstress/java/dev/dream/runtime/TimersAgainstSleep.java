package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Timers that are started just when their thread goes to sleep, or leaves: none is overslept. */
@JCStressTest
@State
@Outcome(id = "true", expect = ACCEPTABLE, desc = "all have fired")
@Outcome(expect = FORBIDDEN, desc = "one is overslept")
public class TimersAgainstSleep {

  private static final Timers TIMERS = new Timers("against-sleep", new EngineTime(), null, 10_000);

  private final AtomicInteger left = new AtomicInteger(3);

  @Actor
  public void one() {
    TIMERS.start(left::decrementAndGet, 0);
    Jitter.spin();
    TIMERS.start(left::decrementAndGet, 20_000);
  }

  @Actor
  public void other() {
    Jitter.spin();
    TIMERS.start(left::decrementAndGet, 5_000);
  }

  @Arbiter
  public void look(Z_Result result) {
    result.r1 = Patience.until(() -> left.get() == 0);
  }
}
