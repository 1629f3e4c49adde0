package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RosterTest {

  private record Named(String name, int number) {}

  private final Roster<String, Named> roster = new Roster<>(Named::name);

  @Test
  void isEmptyAtFirst() {
    assertThat(roster.size()).isZero();
    assertThat(roster.toList()).isEmpty();
    assertThat(roster.find("a")).isNull();
    assertThat(roster.remove("a")).isNull();
  }

  @Test
  void findsByKeyAndKeepsTheOrder() {
    var first = new Named("b", 1);
    var second = new Named("a", 2);
    assertThat(roster.add(first)).isTrue();
    assertThat(roster.add(second)).isTrue();
    assertThat(roster.find("b")).isSameAs(first);
    assertThat(roster.toList()).containsExactly(first, second);
  }

  @Test
  void keepsTheFirstOfTwoWithTheSameKey() {
    var first = new Named("a", 1);
    roster.add(first);
    assertThat(roster.add(new Named("a", 2))).isFalse();
    assertThat(roster.toList()).containsExactly(first);
  }

  @Test
  void whoComesBackIsTheLast() {
    var returning = new Named("a", 1);
    var other = new Named("b", 2);
    roster.add(returning);
    roster.add(other);
    assertThat(roster.remove("a")).isSameAs(returning);
    assertThat(roster.add(returning)).isTrue();
    assertThat(roster.toList()).containsExactly(other, returning);
  }

  @Test
  void givesACopy() {
    roster.add(new Named("a", 1));
    List<Named> copy = roster.toList();
    roster.remove("a");
    assertThat(copy).hasSize(1);
  }

  /** As a supervisor does that starts and terminates a child of the same id, among many others. */
  @Test
  void forgetsWhereTheRemovedWere() {
    var comparisons = new AtomicInteger();
    record Key(int value, AtomicInteger comparisons) {
      @Override
      public boolean equals(Object other) {
        comparisons.incrementAndGet();
        return other instanceof Key key && key.value == value;
      }

      @Override
      public int hashCode() {
        return value;
      }
    }
    var keys = new Roster<Key, Key>(key -> key);
    int others = 10_000;
    for (int i = 0; i < others; i++) {
      keys.add(new Key(i, comparisons));
    }
    comparisons.set(0);
    var returning = new Key(others, comparisons);
    for (int i = 0; i < others; i++) {
      keys.add(returning);
      keys.remove(new Key(i, comparisons)); // so that the returning is not always the last
      keys.remove(returning);
      keys.add(new Key(-1 - i, comparisons));
    }
    assertThat(comparisons.get() / (4 * others)).isLessThan(5);
  }

  /** Keys with few hashes meet in the same slots. */
  @Test
  void doesWhatALinkedMapDoes() {
    record Key(int value) {
      @Override
      public int hashCode() {
        return value % 5;
      }
    }
    Random random = new Random(42);
    var keys = new Roster<Key, Key>(key -> key);
    Map<Key, Key> model = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      boolean grows = i / 500 % 2 == 0; // there are many, then few
      var key = new Key(random.nextInt(60));
      if (random.nextInt(10) < (grows ? 8 : 2)) {
        assertThat(keys.add(key)).isEqualTo(model.putIfAbsent(key, key) == null);
      } else {
        assertThat(keys.remove(key)).isEqualTo(model.remove(key));
      }
      assertThat(keys.size()).isEqualTo(model.size());
      assertThat(keys.find(key)).isEqualTo(model.get(key));
      assertThat(keys.toList()).isEqualTo(new ArrayList<>(model.values()));
    }
  }
}
