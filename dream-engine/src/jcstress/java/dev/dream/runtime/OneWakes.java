package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Of two who bring work to an idle place, one answers for it. */
@JCStressTest
@State
@Outcome(id = "one worker", expect = ACCEPTABLE, desc = "the other left it to him")
@Outcome(expect = FORBIDDEN, desc = "two workers on one place, or none")
public class OneWakes {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("wake", 1, THREADS);
  private final AtomicInteger left = new AtomicInteger(2);

  @Actor
  public void one() {
    scheduler.schedule(_ -> left.decrementAndGet());
  }

  @Actor
  public void other() {
    scheduler.schedule(_ -> left.decrementAndGet());
  }

  @Arbiter
  public void count(L_Result result) {
    boolean ran = Patience.until(() -> left.get() == 0);
    int started = scheduler.workersStarted();
    result.r1 = ran && started == 1 ? "one worker" : left + " left, " + started + " workers";
    scheduler.close();
  }
}
