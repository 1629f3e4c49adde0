package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextRestartTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1st",
    "2, 2nd",
    "3, 3rd",
    "4, 4th",
    "10, 10th",
    "11, 11th",
    "12, 12th",
    "13, 13th",
    "21, 21st",
    "102, 102nd",
    "111, 111th",
    "1013, 1013th"
  })
  void isShownWithItsDelayAndAttempt(int attempt, String shown) {
    assertThat(new NextRestart(attempt, Duration.ofMillis(1600), Instant.EPOCH, null))
        .hasToString("in 1.6 s, " + shown + " attempt");
  }
}
