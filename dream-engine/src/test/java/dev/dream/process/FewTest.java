package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FewTest {

  private final Few<Integer> few = new Few<>();

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
    assertThat(few).containsExactly(3, 1, 2);
  }

  @Test
  void mayChangeWhileSomebodyGoesOverIt() {
    List.of(1, 2, 3).forEach(few::add);
    for (Integer element : few) {
      few.remove(element);
    }
    assertThat(few).isEmpty();
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
      assertThat(few.size()).isEqualTo(model.size());
      assertThat(few).containsExactlyElementsOf(model);
    }
  }
}
