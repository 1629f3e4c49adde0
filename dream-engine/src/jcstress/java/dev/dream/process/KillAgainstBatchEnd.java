package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import dev.dream.runtime.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A worker that was interrupted for one process does not go on to another. */
@JCStressTest
@State
@Outcome(id = "goes on", expect = ACCEPTABLE, desc = "killed before or after")
@Outcome(id = "ends", expect = ACCEPTABLE, desc = "killed in its batch")
@Outcome(
    expect = FORBIDDEN,
    desc = "the interrupt reaches the next process, or a fenced thread is forgotten")
public class KillAgainstBatchEnd {

  private final Batch batch = new Batch(_ -> Jitter.spin());
  private boolean goesOn;

  @Actor
  public void run() {
    batch.run();
    goesOn = batch.hands.goOn();
  }

  @Actor
  public void kill() {
    Patience.until(() -> batch.handled() == 1); // and soon it rests
    ExitWave.signal(batch.process, batch.process.pid, ExitReason.KILL);
  }

  @Arbiter
  public void look(L_Result result) {
    boolean interrupted = batch.hands.wereInterrupted();
    int fenced = batch.process.node.tally().fencedThreads();
    result.r1 =
        fenced != 0 ? "fenced" : goesOn && interrupted ? "leaks" : goesOn ? "goes on" : "ends";
  }
}
