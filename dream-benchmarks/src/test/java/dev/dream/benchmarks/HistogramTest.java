package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dream.benchmarks.Measured.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

  private final Histogram histogram = new Histogram();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 255, 256, 1_000, 123_456, 5_000_000_000L, Long.MAX_VALUE})
  void aSampleIsFoundAgainWithinAHundredth(long nanos) {
    histogram.add(nanos);

    assertThat(histogram.percentile(0.5)).isCloseTo(nanos, within(nanos / 100.0));
  }

  @Test
  void percentilesCountSamples() {
    for (int i = 0; i < 98; i++) {
      histogram.add(100);
    }
    histogram.add(200);
    histogram.add(240);

    assertThat(histogram.count()).isEqualTo(100);
    assertThat(histogram.percentile(0.98)).isEqualTo(100);
    assertThat(histogram.percentile(0.99)).isEqualTo(200);
    assertThat(histogram.percentile(1)).isEqualTo(240);
  }

  @Test
  void whoComesAtAnyTimeMeetsALongStopByItsLength() {
    for (int i = 0; i < 1_000; i++) {
      histogram.add(100); // 0.1 ms in all
    }
    histogram.add(10_000_000);

    assertThat(histogram.percentile(0.99)).isEqualTo(100);
    // of 10.1 ms, 0.101 ms are left when the rest of the stop is that short
    assertThat(histogram.percentileAtAnyTime(0.99)).isCloseTo(9_899_000, within(100_000.0));
  }

  @Test
  void itsValuesAreInMicroseconds() {
    histogram.add(250);

    assertThat(histogram.measured().values())
        .extracting(Value::name)
        .containsExactly("p50", "p99", "p99-at-any-time");
    assertThat(histogram.measured().values().getFirst().amount()).isEqualTo(0.25);
  }

  @Test
  void withoutSamplesItHasNoPercentile() {
    assertThatThrownBy(() -> histogram.percentile(0.5))
        .hasMessage("a percentile of no samples was asked for");
  }
}
