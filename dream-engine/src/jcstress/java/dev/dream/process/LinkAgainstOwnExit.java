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

/** Who dies while he links takes the other along, or leaves it without a link. */
@JCStressTest
@State
@Outcome(id = "both dead", expect = ACCEPTABLE, desc = "linked before the end")
@Outcome(id = "refused", expect = ACCEPTABLE, desc = "ended first")
@Outcome(expect = FORBIDDEN, desc = "a link to the dead, or one that did not act")
public class LinkAgainstOwnExit {

  private final Stub self = new Stub();
  private final Stub other = new Stub();
  private boolean refused;

  @Actor
  public void link() {
    Jitter.spin();
    try {
      Links.link(self, other);
    } catch (ExitException ended) {
      refused = true;
    }
  }

  @Actor
  public void end() {
    Jitter.spin();
    self.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = (refused ? "refused" : "") + (other.isAlive() ? "" : "both dead") + other.heard();
  }
}
