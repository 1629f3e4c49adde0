package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.process.Processes;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Nested
  class Delay {

    private static long[] seconds(Backoff backoff, int attempts) {
      return IntStream.rangeClosed(1, attempts)
          .mapToLong(attempt -> backoff.delay(attempt, 0).toSeconds())
          .toArray();
    }

    @Test
    void doublesUpToTheMaxInterval() {
      assertThat(seconds(BACKOFF, 7)).containsExactly(1, 2, 4, 8, 16, 30, 30);
    }

    @Test
    void growsByTheMultiplier() {
      assertThat(seconds(BACKOFF.multiplier(3), 5)).containsExactly(1, 3, 9, 27, 30);
    }

    @Test
    void staysEqualWithMultiplierOne() {
      assertThat(seconds(BACKOFF.multiplier(1), 3)).containsExactly(1, 1, 1);
    }

    @Test
    void isShortenedByChanceWithinTheJitter() {
      var backoff = BACKOFF.jitter(0.5);

      assertThat(backoff.delay(2, 0)).isEqualTo(Duration.ofSeconds(2));
      assertThat(backoff.delay(2, 0.5)).isEqualTo(Duration.ofMillis(1500));
      assertThat(backoff.delay(2, 1)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withoutJitterLeavesNothingToChance() {
      assertThat(BACKOFF.jitter(0).delay(3, 0.9)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void isSpreadByChanceAlsoAtTheMaxInterval() {
      long seed = 4;
      var chance = new Random(seed);

      var delays =
          IntStream.range(0, 100).mapToObj(_ -> BACKOFF.delay(9, chance.nextDouble())).toList();

      assertThat(delays)
          .as("seed %d", seed)
          .doesNotHaveDuplicates()
          .allMatch(delay -> delay.compareTo(Duration.ofSeconds(24)) >= 0)
          .allMatch(delay -> delay.compareTo(Duration.ofSeconds(30)) <= 0);
    }

    @Test
    void staysAtTheMaxIntervalHoweverManyAttempts() {
      assertThat(BACKOFF.delay(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void mayGrowForEver() {
      var endless = Backoff.exponential(Duration.ofSeconds(1), Processes.INFINITY);

      assertThat(endless.delay(100, 0)).isGreaterThan(Duration.ofDays(20_000));
      assertThat(endless.resetAfter()).isEqualTo(Processes.INFINITY);
    }
  }

  @Nested
  class Exponential {

    @Test
    void doublesLeavesAFifthToChanceAndResetsAfterTwiceTheMaxInterval() {
      assertThat(BACKOFF)
          .isEqualTo(
              new Backoff(
                  Duration.ofSeconds(1), Duration.ofSeconds(30), 2, 0.2, Duration.ofMinutes(1)));
    }

    @Test
    void changesOneThingEach() {
      assertThat(BACKOFF.multiplier(1.5).jitter(0.1).resetAfter(Duration.ofHours(1)))
          .isEqualTo(
              new Backoff(
                  Duration.ofSeconds(1), Duration.ofSeconds(30), 1.5, 0.1, Duration.ofHours(1)));
    }

    @Test
    void staysWithinTheDefaultLimitFromHalfASecondOn() {
      var backoff = Backoff.exponential(Duration.ofMillis(500), Duration.ofSeconds(30));
      var limit =
          new RestartLimit(SupervisorSpec.DEFAULT_MAX_RESTARTS, SupervisorSpec.DEFAULT_PERIOD);
      long now = 0;

      for (int attempt = 1; attempt <= 100; attempt++) {
        now += backoff.delay(attempt, 1).toNanos();

        assertThat(limit.allows(now)).as("attempt %d", attempt).isTrue();
      }
    }
  }

  @Nested
  class Refuses {

    private static void refused(Runnable change, String message) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(change::run)
          .withMessage(message);
    }

    @Test
    void anInitialIntervalThatIsNotPositive() {
      refused(
          () -> Backoff.exponential(Duration.ZERO, Duration.ofSeconds(1)),
          "the initial interval of a backoff must be positive, but was PT0S");
    }

    @Test
    void aMaxIntervalBelowTheInitialOne() {
      refused(
          () -> Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)),
          "the max interval of a backoff must be at least its initial interval, PT2S, but was"
              + " PT1S");
    }

    @Test
    void intervalsThatShrink() {
      refused(
          () -> BACKOFF.multiplier(0.5),
          "the multiplier of a backoff must be at least 1, but was 0.5");
      refused(
          () -> BACKOFF.multiplier(Double.NaN),
          "the multiplier of a backoff must be at least 1, but was NaN");
      refused(
          () -> BACKOFF.multiplier(Double.POSITIVE_INFINITY),
          "the multiplier of a backoff must be at least 1, but was Infinity");
    }

    @Test
    void aJitterThatIsNoShare() {
      refused(
          () -> BACKOFF.jitter(1.1), "the jitter of a backoff must be from 0 to 1, but was 1.1");
      refused(
          () -> BACKOFF.jitter(-0.1), "the jitter of a backoff must be from 0 to 1, but was -0.1");
      refused(
          () -> BACKOFF.jitter(Double.NaN),
          "the jitter of a backoff must be from 0 to 1, but was NaN");
    }

    @Test
    void aResetTimeThatIsNotPositive() {
      refused(
          () -> BACKOFF.resetAfter(Duration.ofSeconds(-1)),
          "the reset time of a backoff must be positive, but was PT-1S");
    }
  }
}
