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

/** A task put into the slot of a place that the watch just gives to another runs once. */
@JCStressTest
@State
@Outcome(id = "1 of each", expect = ACCEPTABLE, desc = "both tasks ran")
@Outcome(expect = FORBIDDEN, desc = "lost, or run twice")
public class SlotAgainstHandOver {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("slot", 1, THREADS);
  private final Place place = scheduler.places()[0];
  private final Worker worker = new Worker(scheduler, place, THREADS, "slot-worker");
  private final AtomicInteger early = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();

  public SlotAgainstHandOver() {
    scheduler.claim(place);
    place.give(worker);
    place.putNext(worker, _ -> early.incrementAndGet());
  }

  @Actor
  public void schedule() {
    Jitter.spin();
    Task other = place.putNext(worker, _ -> late.incrementAndGet());
    if (other != null) {
      scheduler.share(other);
    }
  }

  @Actor
  public void handOver() {
    Jitter.spin();
    place.handOver(worker);
  }

  @Arbiter
  public void count(L_Result result) {
    Patience.until(() -> early.get() > 0 && late.get() > 0);
    scheduler.close();
    boolean once = early.get() == 1 && late.get() == 1;
    result.r1 = once ? "1 of each" : early + " and " + late;
  }
}
