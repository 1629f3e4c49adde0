package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FewTest {

  private final Set<Integer> few = new Few<>();

  @Test
  void isEmptyAtFirst() {
    assertThat(few).isEmpty();
    assertThat(few.remove(1)).isFalse();
    assertThatThrownBy(few.iterator()::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void keepsOneAndThenMoreInTheirOrder() {
    assertThat(few.add(3)).isTrue();
    assertThat(few.add(3)).isFalse();
    assertThat(few).containsExactly(3);
    assertThat(few.add(1)).isTrue();
    assertThat(few.add(2)).isTrue();
    assertThat(few.add(1)).isFalse();
    assertThat(few).containsExactly(3, 1, 2).contains(1).doesNotContain(4);
  }

  @Test
  void removesThroughItsIterator() {
    few.add(1);
    Iterator<Integer> elements = few.iterator();
    elements.next();
    elements.remove();
    assertThat(few).isEmpty();
    few.addAll(List.of(1, 2, 3));
    assertThat(few.removeIf(element -> element != 2)).isTrue();
    assertThat(few).containsExactly(2);
  }

  @Test
  void doesWhatASetDoes() {
    Random random = new Random(42);
    Set<Integer> model = new LinkedHashSet<>();
    for (int i = 0; i < 10_000; i++) {
      int element = random.nextInt(4);
      if (random.nextBoolean()) {
        assertThat(few.add(element)).isEqualTo(model.add(element));
      } else {
        assertThat(few.remove(element)).isEqualTo(model.remove(element));
      }
      assertThat(few.contains(element)).isEqualTo(model.contains(element));
      assertThat(few).containsExactlyElementsOf(model);
    }
  }
}
