package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A task put into the slot of a place that is just being taken away is found by others. */
@JCStressTest
@State
@Outcome(id = "1 of each", expect = ACCEPTABLE, desc = "both tasks are where any worker finds them")
@Outcome(expect = FORBIDDEN, desc = "lost, or there twice")
public class SlotAgainstRelease {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("slot", 1, THREADS);
  private final Place place = scheduler.places()[0];
  private final Worker worker = new Worker(scheduler, place, THREADS, "slot-worker");
  private final Task displaced = _ -> {};
  private final Task late = _ -> {};

  public SlotAgainstRelease() {
    scheduler.close(); // so that no other worker is started
    place.give(worker);
    place.putNext(worker, displaced);
  }

  @Actor
  public void schedule() {
    Jitter.spin();
    Task other = place.putNext(worker, late);
    if (other != null) {
      scheduler.share(other);
    }
  }

  @Actor
  public void release() {
    Jitter.spin();
    place.release(worker);
  }

  @Arbiter
  public void count(L_Result result) {
    int early = 0;
    int second = 0;
    for (Task task = scheduler.pollShared(); task != null; task = scheduler.pollShared()) {
      early += task == displaced ? 1 : 0;
      second += task == late ? 1 : 0;
    }
    result.r1 = early == 1 && second == 1 ? "1 of each" : early + " and " + second;
  }
}
