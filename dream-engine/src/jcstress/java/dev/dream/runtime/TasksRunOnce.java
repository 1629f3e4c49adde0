package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Each task runs once, also when workers rest, block and change places meanwhile. */
@JCStressTest
@State
@Outcome(id = "4", expect = ACCEPTABLE, desc = "each once")
@Outcome(expect = FORBIDDEN, desc = "lost, or run twice")
public class TasksRunOnce {

  private static final Scheduler SCHEDULER = new Scheduler("tasks", 2, new ThreadSource());

  private final AtomicInteger ran = new AtomicInteger();

  @Actor
  public void chain() {
    SCHEDULER.schedule(
        _ -> {
          SCHEDULER.schedule(_ -> ran.incrementAndGet());
          ran.incrementAndGet();
        });
  }

  @Actor
  public void block() {
    SCHEDULER.schedule(
        _ -> {
          SCHEDULER.schedule(_ -> ran.incrementAndGet());
          LockSupport.parkNanos(1_000); // the watch may take the place away, or not
          ran.incrementAndGet();
        });
  }

  @Arbiter
  public void count(I_Result result) {
    Patience.until(() -> ran.get() == 4);
    result.r1 = ran.get();
  }
}
