package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DynamicSupervisorSpecTest {

  private static final DynamicSupervisorSpec SPEC = DynamicSupervisorSpec.DEFAULT;

  @Test
  void allowsThreeRestartsInFiveSecondsAndAnyNumberOfChildrenByDefault() {
    assertThat(SPEC)
        .isEqualTo(new DynamicSupervisorSpec(3, Duration.ofSeconds(5), Integer.MAX_VALUE));
  }

  @Test
  void isChangedByCopies() {
    assertThat(SPEC.maxChildren(0).maxRestarts(1, Duration.ofSeconds(2)))
        .isEqualTo(new DynamicSupervisorSpec(1, Duration.ofSeconds(2), 0));
  }

  @Test
  void refusesImpossibleLimits() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SPEC.maxChildren(-1))
        .withMessage("maxChildren must not be negative, but was -1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SPEC.maxRestarts(1, Duration.ZERO))
        .withMessage("the restart period must be positive, but was PT0S");
  }
}
