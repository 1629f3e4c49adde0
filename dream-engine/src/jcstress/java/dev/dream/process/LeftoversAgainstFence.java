package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import dev.dream.runtime.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Who sees no thread of a killed process any more finds what that has left. */
@JCStressTest
@State
@Outcome(id = "2", expect = ACCEPTABLE, desc = "each is handled or a dead letter")
@Outcome(expect = FORBIDDEN, desc = "the thread is gone, and a message is still to be found")
public class LeftoversAgainstFence {

  private final Batch batch = new Batch(_ -> Jitter.spin());
  private final Node node = batch.process.node;

  public LeftoversAgainstFence() {
    batch.process.push("second");
  }

  @Actor
  public void run() {
    batch.run();
  }

  @Actor
  public void kill(J_Result result) {
    Patience.until(() -> batch.handled() >= 1); // it has seen both
    ExitWave.signal(batch.process, batch.process.pid, ExitReason.KILL);
    Patience.until(() -> node.tally().fencedThreads() == 0);
    result.r1 = batch.handled() + node.deadLetters().count(DeadLetter.Reason.UNHANDLED);
  }
}
