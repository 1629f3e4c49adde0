package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PassedTest {

  private @Nullable Passed passed;

  private void add(int... elements) {
    for (int element : elements) {
      passed = Passed.withRoom(passed);
      passed.add(element, element);
    }
  }

  private @Nullable Object take(Predicate<Object> fits) {
    Object taken = passed == null ? null : passed.poll(fits);
    passed = passed == null ? null : passed.trimmed();
    return taken;
  }

  @Nested
  class Poll {

    @Test
    void takesFromEitherHalfAndKeepsTheOrderOfTheOthers() {
      add(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(take(element -> element.equals(2))).isEqualTo(2);
      assertThat(take(element -> element.equals(7))).isEqualTo(7);
      assertThat(take(element -> element.equals(9))).isNull();
      assertThat(passed).isNotNull();
      List<Object> rest = new ArrayList<>();
      for (Object each = passed.poll(); each != null; each = passed.poll()) {
        rest.add(each);
      }
      assertThat(rest).containsExactly(1, 3, 4, 5, 6, 8);
    }
  }

  @Nested
  class OldestNanos {

    @Test
    void isTheTimeOfTheOldestThatIsLeft() {
      add(1, 2, 3);
      assertThat(take(element -> element.equals(1))).isEqualTo(1);
      assertThat(passed).isNotNull();
      assertThat(passed.oldestNanos()).isEqualTo(2);
    }
  }

  @Nested
  class Trimmed {

    @Test
    void isNothingWhenAllIsTaken() {
      add(1);
      assertThat(take(_ -> true)).isEqualTo(1);
      assertThat(passed).isNull();
    }

    @Test
    void isAnotherWhenMostIsTaken() {
      for (int i = 0; i < 1000; i++) {
        add(i);
      }
      Passed full = passed;
      for (int i = 0; i < 999; i++) {
        assertThat(take(_ -> true)).isEqualTo(i);
      }
      assertThat(passed).isNotNull().isNotSameAs(full);
      assertThat(take(_ -> true)).isEqualTo(999);
      assertThat(passed).isNull();
    }
  }

  /** All that a consumer does to a mailbox, next to the same done to a list. */
  @Nested
  class InAMailbox {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final MailboxQueue queue = new MailboxQueue();
    private final List<Object> model = new ArrayList<>();
    private int last;

    @RepeatedTest(20)
    void isLikeAList() {
      for (int step = 0; step < 2000; step++) {
        int many = step % 400 < 200 ? 3 : 1; // grows and shrinks
        switch (random.nextInt(4)) {
          case 0, 1 -> push(random.nextInt(2 * many));
          case 2 -> assertThat(queue.poll()).as(shown(step)).isEqualTo(first(_ -> true));
          default -> selective(step);
        }
        assertThat(queue.depth()).as(shown(step)).isEqualTo(model.size());
        assertThat(queue.isEmpty()).as(shown(step)).isEqualTo(model.isEmpty());
        long oldest = model.isEmpty() ? 0 : (int) model.getFirst();
        assertThat(queue.oldestNanos()).as(shown(step)).isEqualTo(oldest);
      }
      List<Object> rest = new ArrayList<>();
      queue.drain(rest::add);
      assertThat(rest).as("seed %d", seed).isEqualTo(model);
    }

    private void push(int count) {
      for (int i = 0; i < count; i++) {
        queue.push(++last, last);
        model.add(last);
      }
    }

    private void selective(int step) {
      int part = 1 + random.nextInt(20);
      Predicate<Object> fits = element -> (int) element % part == 0;
      Object expected = first(fits);
      assertThat(queue.poll(fits)).as(shown(step)).isEqualTo(expected);
      if (expected == null) {
        push(random.nextInt(3));
        assertThat(queue.pollNew(fits)).as(shown(step)).isEqualTo(first(fits));
      }
    }

    private @Nullable Object first(Predicate<Object> fits) {
      for (Object element : model) {
        if (fits.test(element)) {
          model.remove(element);
          return element;
        }
      }
      return null;
    }

    private String shown(int step) {
      return "step %d of seed %d".formatted(step, seed);
    }
  }
}
