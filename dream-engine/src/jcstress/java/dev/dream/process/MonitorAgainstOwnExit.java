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

/** Who dies while he monitors leaves nothing with the monitored. */
@JCStressTest
@State
@Outcome(id = "nothing", expect = ACCEPTABLE, desc = "no tie left")
@Outcome(expect = FORBIDDEN, desc = "the living keeps a watcher of the dead")
public class MonitorAgainstOwnExit {

  private final Stub self = new Stub();
  private final Stub other = new Stub();

  @Actor
  public void monitor() {
    Jitter.spin();
    try {
      Monitor.start(self, other, Stub.NODE.newRef(), other.pid);
    } catch (ExitException ended) {
      // the end came first
    }
  }

  @Actor
  public void end() {
    Jitter.spin();
    self.die();
  }

  @Arbiter
  public void look(L_Result result) {
    String kept = other.heard();
    result.r1 = kept.isEmpty() ? "nothing" : kept;
  }
}
