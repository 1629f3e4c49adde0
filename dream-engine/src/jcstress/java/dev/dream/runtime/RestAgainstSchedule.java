package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A task that is scheduled just when the last worker goes to sleep wakes it. */
@JCStressTest
@State
@Outcome(id = "awake", expect = ACCEPTABLE, desc = "somebody serves the place")
@Outcome(expect = FORBIDDEN, desc = "the task lies in the queue and everybody sleeps")
public class RestAgainstSchedule {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("rest", 1, THREADS);
  private final Place place = scheduler.places()[0];
  private final Worker worker = new Worker(scheduler, place, THREADS, "rest-worker");

  public RestAgainstSchedule() {
    scheduler.claim(place);
    place.give(worker);
  }

  @Actor
  public void rest() {
    Jitter.spin();
    place.rest(worker);
  }

  @Actor
  public void schedule() {
    Jitter.spin();
    scheduler.schedule(_ -> {});
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = place.owner() == null ? "asleep" : "awake";
    scheduler.close();
  }
}
