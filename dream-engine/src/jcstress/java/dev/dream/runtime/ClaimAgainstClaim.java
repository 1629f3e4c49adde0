package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Of two who would wake one idle place, one answers for it. */
@JCStressTest
@State
@Outcome(
    id = {"true, false", "false, true"},
    expect = ACCEPTABLE,
    desc = "one does")
@Outcome(expect = FORBIDDEN, desc = "both, or none")
public class ClaimAgainstClaim {

  private final Scheduler scheduler = new Scheduler("claim", 2, new ThreadSource());
  private final Place place = scheduler.places()[0];

  @Actor
  public void one(ZZ_Result result) {
    Jitter.spin();
    result.r1 = scheduler.claim(place);
  }

  @Actor
  public void other(ZZ_Result result) {
    Jitter.spin();
    result.r2 = scheduler.claim(place);
  }
}
