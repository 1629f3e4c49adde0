package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A worker that goes to sleep just when the watch takes its place away has slept or lost it. */
@JCStressTest
@State
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "asleep")
@Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "without a place")
@Outcome(expect = FORBIDDEN, desc = "both, or neither")
public class RestAgainstRelease {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("rest", 1, THREADS);
  private final Place place = scheduler.places()[0];
  private final Worker worker = new Worker(scheduler, place, THREADS, "rest-worker");

  public RestAgainstRelease() {
    scheduler.claim(place);
    place.give(worker);
  }

  @Actor
  public void rest(ZZZ_Result result) {
    Jitter.spin();
    result.r1 = place.rest(worker);
  }

  @Actor
  public void release(ZZZ_Result result) {
    Jitter.spin();
    result.r2 = place.release(worker);
  }

  @Arbiter
  public void look(ZZZ_Result result) {
    result.r3 = place.isSleeping(worker);
  }
}
