package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.MailboxQueue.Push;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is pushed onto a queue that is just being closed is taken, handed on or refused, once. */
@JCStressTest
@State
@Outcome(id = "12", expect = ACCEPTABLE, desc = "each has one fate")
@Outcome(expect = FORBIDDEN, desc = "lost in a closed queue, or there twice")
public class PushAgainstClose {

  private static final int MANY = 12;

  private final MailboxQueue queue = new MailboxQueue();
  private int refused;
  private int taken;
  private int handedOn;

  @Actor
  public void push() {
    for (int i = 0; i < MANY; i++) {
      refused += queue.push(i, 0) == Push.CLOSED ? 1 : 0;
    }
  }

  @Actor
  public void poll() {
    for (int i = 0; i < MANY; i++) {
      taken += queue.poll() != null ? 1 : 0;
    }
  }

  @Actor
  public void close() {
    Jitter.spin();
    queue.close(_ -> handedOn++);
  }

  @Arbiter
  public void count(I_Result result) {
    while (queue.poll() != null) {
      taken++; // what the consumer had collected
    }
    result.r1 = refused + taken + handedOn;
  }
}
