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

/** Who monitors a process that dies gets one Down, and keeps nothing of it. */
@JCStressTest
@State
@Outcome(id = "down shutdown", expect = ACCEPTABLE, desc = "monitored before the end")
@Outcome(id = "down noproc", expect = ACCEPTABLE, desc = "monitored after it")
@Outcome(expect = FORBIDDEN, desc = "not told, told twice, or still monitoring")
public class MonitorAgainstExit {

  private final Stub self = new Stub();
  private final Stub other = new Stub();

  @Actor
  public void monitor() {
    Jitter.spin();
    Monitor.start(self, other, Stub.NODE.newRef(), other.pid);
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
