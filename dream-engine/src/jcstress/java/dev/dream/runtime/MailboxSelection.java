package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A consumer that takes what fits out of the middle leaves all else, in order. */
@JCStressTest
@State
@Outcome(id = "/01234", expect = ACCEPTABLE, desc = "none had come")
@Outcome(id = "2/0134", expect = ACCEPTABLE, desc = "the first that fits")
@Outcome(id = "24/013", expect = ACCEPTABLE, desc = "both that fit")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxSelection {

  private final MailboxQueue queue = new MailboxQueue();
  private final StringBuilder taken = new StringBuilder();

  public MailboxSelection() {
    queue.push(0);
  }

  @Actor
  public void push() {
    queue.push(1);
    queue.push(2);
    queue.push(3);
    queue.push(4);
  }

  @Actor
  public void poll() {
    if (!take(queue.poll(MailboxSelection::fits))) {
      take(queue.pollNew(MailboxSelection::fits));
    }
    take(queue.poll(MailboxSelection::fits));
  }

  @Arbiter
  public void takeTheRest(L_Result result) {
    taken.append('/');
    queue.drain(taken::append);
    result.r1 = taken.toString();
  }

  private static boolean fits(Object element) {
    return element.equals(2) || element.equals(4);
  }

  private boolean take(Object element) {
    if (element != null) {
      taken.append(element);
    }
    return element != null;
  }
}
