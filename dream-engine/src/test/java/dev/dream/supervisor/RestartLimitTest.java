package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.Processes;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestartLimitTest {

  private static final long SECOND = 1_000_000_000L;

  private static boolean[] answers(int maxRestarts, Duration period, long... seconds) {
    var limit = new RestartLimit(maxRestarts, period);
    var answers = new boolean[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      answers[i] = limit.allows(seconds[i] * SECOND);
    }
    return answers;
  }

  @Test
  void allowsSoManyRestartsAndNotOneMore() {
    assertThat(answers(3, Duration.ofSeconds(5), 0, 1, 2, 3))
        .containsExactly(true, true, true, false);
  }

  @Test
  void ofZeroAllowsNone() {
    assertThat(answers(0, Duration.ofSeconds(5), 0)).containsExactly(false);
  }

  @Test
  void forgetsWhatIsOlderThanThePeriod() {
    assertThat(answers(1, Duration.ofSeconds(5), 0, 6, 12)).containsExactly(true, true, true);
  }

  @Test
  void stillCountsWhatIsExactlyAsOldAsThePeriod() {
    assertThat(answers(1, Duration.ofSeconds(5), 0, 5)).containsExactly(true, false);
  }

  @Test
  void slides() {
    assertThat(answers(2, Duration.ofSeconds(5), 0, 4, 6, 8))
        .containsExactly(true, true, true, false);
  }

  @Test
  void mayCountForEver() {
    assertThat(answers(1, Processes.INFINITY, 0, 1_000_000_000)).containsExactly(true, false);
  }

  @Test
  void worksWhereverTheClockBegins() {
    var limit = new RestartLimit(1, Duration.ofSeconds(5));

    assertThat(limit.allows(Long.MAX_VALUE - 1)).isTrue();
    assertThat(limit.allows(Long.MIN_VALUE + SECOND)).isFalse();
  }

  @Test
  void countsForThoseWhoLookOnlyWhatIsInThePeriodNow() {
    var limit = new RestartLimit(3, Duration.ofSeconds(5));

    limit.allows(0);
    limit.allows(4 * SECOND);

    assertThat(limit.count(5 * SECOND)).isEqualTo(2);
    assertThat(limit.count(6 * SECOND)).isEqualTo(1);
    assertThat(limit.count(10 * SECOND)).isZero();
  }

  @Test
  void keepsNoMoreThanThePeriodHolds() {
    var limit = new RestartLimit(10, Duration.ofSeconds(5));

    LongStream.range(0, 10_000).forEach(second -> limit.allows(second * SECOND));

    assertThat(limit.count()).isEqualTo(6);
  }
}
