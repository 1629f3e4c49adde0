package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Of two who end a process one does, and its end is told once. */
@JCStressTest
@State
@Outcome(
    id = {"true, false, down shutdown", "false, true, down shutdown"},
    expect = ACCEPTABLE,
    desc = "one did")
@Outcome(expect = FORBIDDEN, desc = "ended twice, or not told once")
public class EndAgainstEnd {

  private final Stub victim = new Stub();
  private final Stub watcher = new Stub();

  public EndAgainstEnd() {
    Monitor.start(watcher, victim, Stub.NODE.newRef(), victim.pid);
  }

  @Actor
  public void one(ZZL_Result result) {
    Jitter.spin();
    result.r1 = victim.die();
  }

  @Actor
  public void other(ZZL_Result result) {
    Jitter.spin();
    result.r2 = victim.die();
  }

  @Arbiter
  public void look(ZZL_Result result) {
    result.r3 = watcher.heard();
  }
}
