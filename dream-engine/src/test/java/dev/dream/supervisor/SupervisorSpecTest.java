package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorSpecTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ChildSpec<Counter> a = ChildSpec.worker("a", Counter::new);
  private final ChildSpec<Counter> b = ChildSpec.worker("b", Counter::new);

  @Test
  void allowsThreeRestartsInFiveSecondsByDefault() {
    assertThat(SupervisorSpec.oneForAll(a, b))
        .isEqualTo(
            new SupervisorSpec(
                Strategy.ONE_FOR_ALL, 3, Duration.ofSeconds(5), AutoShutdown.NEVER, List.of(a, b)));
  }

  @Test
  void isMadeForEachStrategy() {
    assertThat(SupervisorSpec.oneForOne().strategy()).isEqualTo(Strategy.ONE_FOR_ONE);
    assertThat(SupervisorSpec.oneForAll().strategy()).isEqualTo(Strategy.ONE_FOR_ALL);
    assertThat(SupervisorSpec.restForOne().strategy()).isEqualTo(Strategy.REST_FOR_ONE);
  }

  @Test
  void keepsItsChildrenWhateverBecomesOfTheList() {
    var children = new ArrayList<ChildSpec<?>>(List.of(a));
    var spec = SupervisorSpec.of(Strategy.ONE_FOR_ONE, children);

    children.add(b);

    assertThat(spec.children()).containsExactly(a);
  }

  @Test
  void isChangedByCopies() {
    var spec = SupervisorSpec.oneForOne(a);

    assertThat(spec.with(b).maxRestarts(1, SECOND).autoShutdown(AutoShutdown.ANY_SIGNIFICANT))
        .isEqualTo(
            new SupervisorSpec(
                Strategy.ONE_FOR_ONE, 1, SECOND, AutoShutdown.ANY_SIGNIFICANT, List.of(a, b)));
    assertThat(spec.children()).containsExactly(a);
  }

  @Test
  void refusesAnIdTwice() {
    assertThatExceptionOfType(DuplicateChildException.class)
        .isThrownBy(() -> SupervisorSpec.oneForOne(a, b, b))
        .withMessage("two children of one supervisor have the id \"b\"; ids must differ")
        .matches(refused -> refused.id().equals("b"));
  }

  @Test
  void refusesAChildWithoutAnId() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SupervisorSpec.oneForOne(ChildSpec.worker(Counter::new)))
        .withMessageStartingWith("a child of a supervisor needs an id: ");
  }

  @Test
  void refusesImpossibleLimits() {
    var spec = SupervisorSpec.oneForOne();

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> spec.maxRestarts(-1, SECOND))
        .withMessage("maxRestarts must not be negative, but was -1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> spec.maxRestarts(1, Duration.ZERO))
        .withMessage("the restart period must be positive, but was PT0S");
  }
}
