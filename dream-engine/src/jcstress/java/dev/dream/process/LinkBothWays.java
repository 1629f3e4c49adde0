package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two processes that link to each other at once are linked, and neither waits for the other. */
@JCStressTest
@State
@Outcome(id = "linked", expect = ACCEPTABLE, desc = "both keep the link")
@Outcome(expect = FORBIDDEN, desc = "not linked, or on one side only")
public class LinkBothWays {

  private final Stub one = new Stub();
  private final Stub other = new Stub();

  @Actor
  public void link() {
    Jitter.spin();
    Links.link(one, other);
  }

  @Actor
  public void linkBack() {
    Jitter.spin();
    Links.link(other, one);
  }

  @Arbiter
  public void look(L_Result result) {
    String ties = one.heard() + ", " + other.heard();
    result.r1 = ties.equals("a link, a link") ? "linked" : ties;
  }
}
