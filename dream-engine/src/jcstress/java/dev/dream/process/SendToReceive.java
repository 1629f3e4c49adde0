package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Patience;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Messages to a process that waits in receive again and again all wake it. */
@JCStressTest
@State
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "overslept, or twice")
public class SendToReceive {

  private static final Pid RECEIVER = Stub.NODE.spawn(SendToReceive::live, SpawnOptions.NONE);

  private final AtomicInteger heard = new AtomicInteger();

  @Actor
  public void one() {
    Stub.NODE.send(RECEIVER, this);
    Patience.until(() -> heard.get() > 0); // it rests, or is about to
  }

  @Actor
  public void other() {
    Stub.NODE.send(RECEIVER, this);
    Patience.until(() -> heard.get() > 0); // it rests, or is about to
  }

  @Arbiter
  public void count(I_Result result) {
    Patience.until(() -> heard.get() >= 2);
    result.r1 = heard.get();
  }

  private static void live() {
    while (true) {
      Processes.receive(SendToReceive.class).heard.incrementAndGet();
    }
  }
}
