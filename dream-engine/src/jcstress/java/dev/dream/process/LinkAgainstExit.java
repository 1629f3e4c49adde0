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

/** Who links to a process that dies hears of the end once, and keeps nothing of it. */
@JCStressTest
@State
@Outcome(id = "exit shutdown", expect = ACCEPTABLE, desc = "linked before the end")
@Outcome(id = "exit noproc", expect = ACCEPTABLE, desc = "linked after it")
@Outcome(expect = FORBIDDEN, desc = "not told, told twice, or still linked")
public class LinkAgainstExit {

  private final Stub self = Stub.trapping();
  private final Stub other = new Stub();

  @Actor
  public void link() {
    Jitter.spin();
    Links.link(self, other);
  }

  @Actor
  public void end() {
    Jitter.spin();
    other.die();
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = self.heard() + other.heard();
  }
}
