package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** After an unlink the exit signal is in the mailbox already or never comes. */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "unlinked before the end")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "told before it")
@Outcome(expect = FORBIDDEN, desc = "came after the unlink")
public class UnlinkAgainstExit {

  private final Stub self = Stub.trapping();
  private final Stub other = new Stub();
  private int atUnlink;

  public UnlinkAgainstExit() {
    Links.link(self, other);
  }

  @Actor
  public void unlink() {
    Jitter.spin();
    Links.unlink(self, other.pid);
    atUnlink = self.mailbox.depth();
  }

  @Actor
  public void end() {
    Jitter.spin();
    other.die();
  }

  @Arbiter
  public void look(II_Result result) {
    result.r1 = atUnlink;
    result.r2 = self.mailbox.depth();
  }
}
