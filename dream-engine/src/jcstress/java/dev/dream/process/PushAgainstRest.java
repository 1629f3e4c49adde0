package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import dev.dream.runtime.MailboxQueue.Push;
import dev.dream.runtime.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A message that comes just when its process goes idle is not overslept. */
@JCStressTest
@State
@Outcome(id = "handled", expect = ACCEPTABLE, desc = "in the same batch")
@Outcome(id = "queued", expect = ACCEPTABLE, desc = "in the next")
@Outcome(expect = FORBIDDEN, desc = "idle with a message")
public class PushAgainstRest {

  private final Batch batch = new Batch(_ -> Jitter.spin());
  private boolean roused;

  @Actor
  public void run() {
    batch.run();
  }

  @Actor
  public void push() {
    Patience.until(() -> batch.handled() == 1); // and soon it rests
    roused = batch.process.admit("second", null) == Push.ROUSED;
  }

  @Arbiter
  public void look(L_Result result) {
    boolean queued = roused || !batch.process.isAtRest();
    result.r1 = batch.handled() == 2 ? "handled" : queued ? "queued" : "overslept";
  }
}
