package dev.dream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The measure of the soak is itself tested: it could not fail otherwise. */
class HeapTest {

  private static final int MANY = 1_000;

  @Test
  void tellsWhatIsKept() {
    Heap before = Heap.now();
    List<Hub.Echo> kept = Stream.generate(() -> new Hub.Echo(1)).limit(MANY).toList();
    Heap after = Heap.now();
    assertThat(after.grownSince(before, MANY - 1)).containsOnlyKeys(Hub.Echo.class.getName());
    assertThat(after.bytes()).isGreaterThan(before.bytes() + MANY * 16);
    assertThat(kept).hasSize(MANY);
  }

  @Test
  void doesNotCountGarbage() {
    Heap before = Heap.now();
    Stream.generate(() -> new Hub.Echo(1)).limit(MANY).forEach(Hub.Echo::number);
    assertThat(Heap.now().grownSince(before, 1)).isEmpty();
  }
}
