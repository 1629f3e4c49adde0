package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import dev.dream.runtime.Patience;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Each message that is sent to a process killed in its batch is handled or a dead letter. */
@JCStressTest
@State
@Outcome(id = "3", expect = ACCEPTABLE, desc = "each once")
@Outcome(expect = FORBIDDEN, desc = "lost, or counted twice")
public class SendAgainstKilledBatch {

  private final Batch batch = new Batch(_ -> Jitter.spin());
  private final Node node = batch.process.node;
  private int delivered = 1;

  @Actor
  public void run() {
    batch.run();
  }

  @Actor
  public void sendAndKill() {
    Patience.until(() -> batch.handled() == 1); // and soon it rests
    delivered += batch.process.offer(null, "second", Duration.ZERO) == Delivery.DELIVERED ? 1 : 0;
    delivered += batch.process.offer(null, "third", Duration.ZERO) == Delivery.DELIVERED ? 1 : 0;
    ExitWave.signal(batch.process, batch.process.pid, ExitReason.KILL);
  }

  @Arbiter
  public void look(J_Result result) {
    long dead = node.deadLetters().count(DeadLetter.Reason.UNHANDLED);
    result.r1 = delivered == 3 ? batch.handled() + dead : -delivered;
  }
}
