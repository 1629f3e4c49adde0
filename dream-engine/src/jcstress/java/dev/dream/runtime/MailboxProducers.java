package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Elements of several producers all arrive, each producer's in its order. */
@JCStressTest
@State
@Outcome(
    id = {"abcd", "acbd", "acdb", "cabd", "cadb", "cdab"},
    expect = ACCEPTABLE,
    desc = "all four")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxProducers {

  private final MailboxQueue queue = new MailboxQueue();

  @Actor
  public void one() {
    queue.push('a');
    queue.push('b');
  }

  @Actor
  public void other() {
    queue.push('c');
    queue.push('d');
  }

  @Arbiter
  public void take(L_Result result) {
    var taken = new StringBuilder();
    queue.drain(taken::append);
    result.r1 = taken.toString();
  }
}
