package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A listener that comes just when the slot is decided is told once. */
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "told")
@Outcome(expect = FORBIDDEN, desc = "not told, or twice")
public class ListenerAgainstAnswer {

  private final ReplySlot slot = new ReplySlot(Stub.NODE, null);
  private final AtomicInteger told = new AtomicInteger();

  @Actor
  public void listen() {
    Jitter.spin();
    slot.whenDecided(told::incrementAndGet);
  }

  @Actor
  public void answer() {
    Jitter.spin();
    slot.answer("yes");
  }

  @Arbiter
  public void look(I_Result result) {
    result.r1 = told.get();
  }
}
