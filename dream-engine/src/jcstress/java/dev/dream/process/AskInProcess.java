package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Patience;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A process that waits for an answer is woken by it, and not confused by messages. */
@JCStressTest
@State
@Outcome(id = "yes", expect = ACCEPTABLE, desc = "answered")
@Outcome(expect = FORBIDDEN, desc = "overslept")
public class AskInProcess {

  private static final Pid ASKER = Stub.NODE.spawn(AskInProcess::live, SpawnOptions.NONE);

  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);
  private volatile boolean asks;
  private volatile String outcome;

  @Actor
  public void noise() {
    Stub.NODE.send(ASKER, this);
    Stub.NODE.send(ASKER, "noise");
  }

  @Actor
  public void answer() {
    Patience.until(() -> asks);
    slot.answer("yes");
  }

  @Arbiter
  public void look(L_Result result) {
    Patience.until(() -> outcome != null);
    result.r1 = outcome;
  }

  private static void live() {
    while (true) {
      if (Processes.receive() instanceof AskInProcess asked) {
        asked.ask();
      }
    }
  }

  private void ask() {
    asks = true;
    outcome = Outcomes.word(slot.await(Outcomes.LONG));
  }
}
