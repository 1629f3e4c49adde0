package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.runtime.MailboxQueue.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MailboxQueueTest {

  private final MailboxQueue queue = new MailboxQueue();

  private void push(Object... elements) {
    for (Object element : elements) {
      queue.push(element, element.hashCode());
    }
  }

  private List<Object> rest() {
    List<Object> rest = new ArrayList<>();
    queue.drain(rest::add);
    return rest;
  }

  @Nested
  class Poll {

    @Test
    void takesTheOldestFirst() {
      push(1, 2);
      assertThat(queue.poll()).isEqualTo(1);
      push(3);
      assertThat(rest()).containsExactly(2, 3);
    }

    @Test
    void returnsNullIfThereIsNothing() {
      assertThat(queue.poll()).isNull();
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Nested
  class SelectivePoll {

    @Test
    void takesFromTheMiddleAndKeepsTheOrderOfTheOthers() {
      push(1, 2, 3);
      assertThat(queue.poll(element -> element.equals(2))).isEqualTo(2);
      push(4);
      assertThat(rest()).containsExactly(1, 3, 4);
    }

    @Test
    void takesTheLastAndGoesOn() {
      push(1, 2);
      assertThat(queue.poll(element -> element.equals(2))).isEqualTo(2);
      push(3);
      assertThat(rest()).containsExactly(1, 3);
    }
  }

  @Nested
  class PollNew {

    private final List<Object> lookedAt = new ArrayList<>();

    private final Predicate<Object> isWanted =
        element -> {
          lookedAt.add(element);
          return element.equals("wanted");
        };

    @Test
    void looksAtNothingTwice() {
      push(1, 2);
      assertThat(queue.poll(isWanted)).isNull();
      push(3);
      assertThat(queue.pollNew(isWanted)).isNull();
      push("wanted", 4);
      assertThat(queue.pollNew(isWanted)).isEqualTo("wanted");
      assertThat(lookedAt).containsExactly(1, 2, 3, "wanted");
      assertThat(rest()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void beginsWithTheFirstIfTheQueueWasEmpty() {
      assertThat(queue.poll(isWanted)).isNull();
      push("wanted");
      assertThat(queue.pollNew(isWanted)).isEqualTo("wanted");
      assertThat(rest()).isEmpty();
    }
  }

  @Nested
  class Seal {

    private Push offer(Object element) {
      return queue.offer(element, 0, 10);
    }

    @Test
    void isRefusedIfAnythingIsLeft() {
      push(1);
      assertThat(queue.seal()).isFalse();
      push(2);
      assertThat(queue.poll()).isEqualTo(1); // and the other is collected
      assertThat(queue.seal()).isFalse();
      assertThat(queue.poll(element -> element.equals("none"))).isNull(); // and passed
      assertThat(queue.seal()).isFalse();
      assertThat(queue.poll()).isEqualTo(2);
      assertThat(queue.isSealed()).isFalse();
      assertThat(queue.seal()).isTrue();
      assertThat(queue.isSealed()).isTrue();
    }

    @Test
    void keepsOffersOutAndNoPushes() {
      assertThat(queue.seal()).isTrue();
      assertThat(offer(1)).isEqualTo(Push.CLOSED);
      push(2, 3);
      assertThat(offer(4)).isEqualTo(Push.CLOSED);
      assertThat(queue.depth()).isEqualTo(2);
      assertThat(rest()).containsExactly(2, 3);
      assertThat(offer(5)).isEqualTo(Push.CLOSED);
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.rest()).isFalse();
    }

    @Test
    void letsItsConsumerWait() {
      queue.seal();
      assertThat(queue.beginWait()).isTrue();
      assertThat(queue.isWaiting()).isTrue();
      assertThat(offer(1)).isEqualTo(Push.CLOSED);
      assertThat(queue.push(2, 0)).isEqualTo(Push.WOKEN);
      queue.endWait();
      assertThat(queue.poll()).isEqualTo(2);
      assertThat(queue.beginWait()).isTrue();
      queue.endWait();
      assertThat(queue.isWaiting()).isFalse();
      assertThat(queue.isSealed()).isTrue();
    }

    @Test
    void isOverWhenTheQueueIsClosed() {
      queue.seal();
      push(1);
      List<Object> left = new ArrayList<>();
      queue.close(left::add);
      assertThat(left).containsExactly(1);
      assertThat(queue.push(2, 0)).isEqualTo(Push.CLOSED);
      assertThat(queue.depth()).isZero();
    }
  }

  @Nested
  class Depth {

    @Test
    void countsWhatCameAndWhatWasCollected() {
      push(1, 2, 3);
      assertThat(queue.depth()).isEqualTo(3);
      assertThat(queue.poll()).isEqualTo(1);
      push(4);
      assertThat(queue.depth()).isEqualTo(3);
      assertThat(queue.oldestNanos()).isEqualTo(2);
      assertThat(rest()).hasSize(3);
      assertThat(queue.depth()).isZero();
      assertThat(queue.oldestNanos()).isZero();
    }
  }
}
