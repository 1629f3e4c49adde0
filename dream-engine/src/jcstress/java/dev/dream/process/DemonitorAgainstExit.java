package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** A demonitor that says true is followed by no Down; one that says false had it before. */
@JCStressTest
@State
@Outcome(id = "true, 0, 0", expect = ACCEPTABLE, desc = "cancelled")
@Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "told before")
@Outcome(expect = FORBIDDEN, desc = "cancelled and told, or neither")
public class DemonitorAgainstExit {

  private final Stub self = new Stub();
  private final Stub other = new Stub();
  private final Ref ref = Stub.NODE.newRef();

  public DemonitorAgainstExit() {
    Monitor.start(self, other, ref, other.pid);
  }

  @Actor
  public void demonitor(ZII_Result result) {
    Jitter.spin();
    result.r1 = Monitor.cancel(self, ref);
    result.r2 = self.mailbox.depth();
  }

  @Actor
  public void end() {
    Jitter.spin();
    other.die();
  }

  @Arbiter
  public void look(ZII_Result result) {
    result.r3 = self.mailbox.depth();
  }
}
