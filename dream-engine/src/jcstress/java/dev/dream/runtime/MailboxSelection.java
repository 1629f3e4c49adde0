package dev.dream.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A consumer that takes what fits out of the middle leaves all else, in order. */
@JCStressTest
@State
@Outcome(id = "in order", expect = ACCEPTABLE, desc = "what fits, and the rest")
@Outcome(expect = FORBIDDEN, desc = "lost, twice or out of order")
public class MailboxSelection {

  private static final int MANY = 12;

  private final MailboxQueue queue = new MailboxQueue();
  private final List<Object> fitting = new ArrayList<>(MANY);
  private final List<Object> rest = new ArrayList<>(MANY);

  @Actor
  public void push() {
    for (int i = 0; i < MANY; i++) {
      queue.push(i, 0);
    }
  }

  @Actor
  public void poll() {
    boolean found = true;
    for (int i = 0; i < MANY; i++) {
      found = take(fitting, found ? queue.poll(this::fits) : queue.pollNew(this::fits));
    }
  }

  @Arbiter
  public void takeTheRest(L_Result result) {
    for (int i = 0; i < MANY && take(fitting, queue.poll(this::fits)); i++) {}
    for (int i = 0; i < MANY && take(rest, queue.poll()); i++) {}
    boolean inOrder = fitting.equals(numbers(1)) && rest.equals(numbers(0));
    result.r1 = inOrder ? "in order" : fitting + " and " + rest;
  }

  private boolean fits(Object element) {
    return (int) element % 2 == 1;
  }

  private static List<Integer> numbers(int first) {
    return IntStream.iterate(first, i -> i < MANY, i -> i + 2).boxed().toList();
  }

  private static boolean take(List<Object> into, Object element) {
    return element != null && into.add(element);
  }
}
