package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A killed process takes no message after the one in hand. */
@JCStressTest
@State
@Outcome(
    id = {"0", "1"},
    expect = ACCEPTABLE,
    desc = "none, or the one in hand")
@Outcome(expect = FORBIDDEN, desc = "it went on")
public class KillAgainstBatch {

  private final Batch batch = new Batch(_ -> Jitter.spin());
  private int atKill;

  public KillAgainstBatch() {
    for (int i = 0; i < 20; i++) {
      batch.process.push("more");
    }
  }

  @Actor
  public void run() {
    Jitter.spin();
    batch.run();
  }

  @Actor
  public void kill() {
    Jitter.spin();
    ExitWave.signal(batch.process, batch.process.pid, ExitReason.KILL);
    atKill = batch.handled();
  }

  @Arbiter
  public void look(I_Result result) {
    result.r1 = batch.handled() - atKill;
  }
}
