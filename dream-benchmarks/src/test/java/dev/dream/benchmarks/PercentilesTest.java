package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void aPercentileIsTheSmallestSampleThatTheShareDoesNotExceed() {
    long[] samples = {50, 10, 40, 20, 30};

    assertThat(Percentiles.of(samples, 0.5)).isEqualTo(30);
    assertThat(Percentiles.of(samples, 0.8)).isEqualTo(40);
    assertThat(Percentiles.of(samples, 0.99)).isEqualTo(50);
    assertThat(Percentiles.of(samples, 0)).isEqualTo(10);
  }

  @Test
  void theSamplesStayInTheirOrder() {
    long[] samples = {3, 1, 2};

    Percentiles.of(samples, 0.5);

    assertThat(samples).containsExactly(3, 1, 2);
  }

  @Test
  void noSamplesHaveNoPercentile() {
    assertThatThrownBy(() -> Percentiles.of(new long[0], 0.5))
        .hasMessage("a percentile of no samples was asked for");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Percentiles.median(new double[] {9, 1, 3})).isEqualTo(3);
    assertThat(Percentiles.median(new double[] {9, 1, 3, 4})).isEqualTo(3.5);
  }
}
