package dev.dream.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamOptionsTest {

  @Test
  void areThoseOfElixirIfNothingElseIsSaid() {
    assertThat(StreamOptions.DEFAULT)
        .isEqualTo(
            new StreamOptions(
                Runtime.getRuntime().availableProcessors(),
                true,
                Duration.ofSeconds(5),
                OnTimeout.EXIT,
                Shutdown.DEFAULT));
  }

  @Test
  void changeOneByOne() {
    assertThat(
            StreamOptions.DEFAULT
                .maxConcurrency(3)
                .unordered()
                .timeout(Duration.ofMillis(1))
                .onTimeout(OnTimeout.KILL_TASK)
                .shutdown(Shutdown.BRUTAL_KILL))
        .isEqualTo(
            new StreamOptions(
                3, false, Duration.ofMillis(1), OnTimeout.KILL_TASK, Shutdown.BRUTAL_KILL));
  }

  @Test
  void refuseImpossibleLimits() {
    assertThatThrownBy(() -> StreamOptions.DEFAULT.maxConcurrency(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxConcurrency must be greater than zero, but was 0");
    assertThatThrownBy(() -> StreamOptions.DEFAULT.timeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a timeout must not be negative, but was PT-1S");
  }
}
