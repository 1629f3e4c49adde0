package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Counter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionSupervisorSpecTest {

  private final ChildSpec<Counter> counter = ChildSpec.worker(Counter::new);
  private final PartitionSupervisorSpec spec = PartitionSupervisorSpec.of(counter);

  @Test
  void hasAPartitionForEachProcessorByDefault() {
    assertThat(spec.partitions()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(spec.strategy()).isEqualTo(Strategy.ONE_FOR_ONE);
    assertThat(spec.maxRestarts()).isEqualTo(3);
    assertThat(spec.period()).isEqualTo(Duration.ofSeconds(5));
    assertThat((Object) spec.child().apply(1)).isEqualTo(counter);
  }

  @Test
  void isChangedByCopies() {
    assertThat(
            spec.partitions(7).strategy(Strategy.ONE_FOR_ALL).maxRestarts(1, Duration.ofSeconds(2)))
        .isEqualTo(
            new PartitionSupervisorSpec(
                7, spec.child(), Strategy.ONE_FOR_ALL, 1, Duration.ofSeconds(2)));
  }

  @Test
  void refusesImpossibleLimits() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> spec.partitions(0))
        .withMessage("partitions must be at least 1, but was 0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> spec.maxRestarts(-1, Duration.ofSeconds(1)))
        .withMessage("maxRestarts must not be negative, but was -1");
  }
}
