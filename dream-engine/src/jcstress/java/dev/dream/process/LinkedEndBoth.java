package dev.dream.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dream.runtime.Jitter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two linked processes that die at once die once each, and neither waits for the other. */
@JCStressTest
@State
@Outcome(id = "true true", expect = ACCEPTABLE, desc = "each of its own")
@Outcome(id = "true false", expect = ACCEPTABLE, desc = "the first took the second along")
@Outcome(id = "false true", expect = ACCEPTABLE, desc = "the second took the first along")
@Outcome(expect = FORBIDDEN, desc = "ended twice, not at all, or told twice")
public class LinkedEndBoth {

  private final Stub one = new Stub();
  private final Stub other = new Stub();
  private final Stub watcher = new Stub();
  private boolean first;
  private boolean second;

  public LinkedEndBoth() {
    Links.link(one, other);
    Monitor.start(watcher, one, Stub.NODE.newRef(), one.pid);
    Monitor.start(watcher, other, Stub.NODE.newRef(), other.pid);
  }

  @Actor
  public void endOne() {
    Jitter.spin();
    first = one.die();
  }

  @Actor
  public void endOther() {
    Jitter.spin();
    second = other.die();
  }

  @Arbiter
  public void look(L_Result result) {
    String heard = watcher.heard();
    boolean twoDowns = heard.equals("down shutdown, down shutdown");
    result.r1 = twoDowns ? first + " " + second : heard;
  }
}
