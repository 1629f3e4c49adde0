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

/** Messages to a callback process that rests again and again are all handled, one at a time. */
@JCStressTest
@State
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "overslept, twice, or two at a time")
public class SendToCallbacks {

  private static final AtomicInteger INSIDE = new AtomicInteger();
  private static final Pid SERVER =
      Stub.NODE.spawn(new Doing(message -> ((SendToCallbacks) message).hear()), SpawnOptions.NONE);

  private final AtomicInteger heard = new AtomicInteger();

  @Actor
  public void one() {
    Stub.NODE.send(SERVER, this);
    Patience.until(() -> heard.get() > 0); // it rests, or is about to
  }

  @Actor
  public void other() {
    Stub.NODE.send(SERVER, this);
    Patience.until(() -> heard.get() > 0); // it rests, or is about to
  }

  @Arbiter
  public void count(I_Result result) {
    Patience.until(() -> heard.get() >= 2);
    result.r1 = heard.get();
  }

  private void hear() {
    boolean alone = INSIDE.incrementAndGet() == 1;
    heard.addAndGet(alone ? 1 : 100);
    INSIDE.decrementAndGet();
  }
}
