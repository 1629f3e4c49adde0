package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;

/** A message that a dying process takes but does not handle is a dead letter, once. */
@JCStressTest
@State
@Outcome(id = "delivered, 1", expect = ACCEPTABLE, desc = "in the mailbox at its end")
@Outcome(id = "nobody, 0", expect = ACCEPTABLE, desc = "it had ended: the sender is told")
@Outcome(expect = FORBIDDEN, desc = "lost, kept, or counted twice")
public class SendAgainstExit {

  private final Batch batch = new Batch(_ -> {});
  private final Node node = batch.process.node;
  private boolean delivered;

  public SendAgainstExit() {
    batch.run(); // now it is idle
  }

  @Actor
  public void send() {
    Jitter.spin();
    delivered = batch.process.offer(null, "hello", Duration.ZERO) == Delivery.DELIVERED;
  }

  @Actor
  public void end() {
    Jitter.spin();
    ExitWave.end(batch.process, ExitReason.SHUTDOWN);
  }

  @Arbiter
  public void look(LJ_Result result) {
    boolean kept = batch.process.mailbox.depth() > 0;
    result.r1 = (delivered ? "delivered" : "nobody") + (kept ? " and kept" : "");
    result.r2 = node.deadLetters().count(DeadLetter.Reason.UNHANDLED);
  }
}
