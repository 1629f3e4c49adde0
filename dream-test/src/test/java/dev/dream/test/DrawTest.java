package dev.dream.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final int MANY = 100_000;

  private static <T> List<T> first(int count, long seed, int rule, Function<Draw, T> decide) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(nth -> decide.apply(new Draw(seed, rule, nth)))
        .toList();
  }

  @Test
  void decidesTheSameForTheSameSeedRuleAndNumber() {
    assertThat(first(20, 42, 1, draw -> draw.happens(0.3)))
        .isEqualTo(first(20, 42, 1, draw -> draw.happens(0.3)));
    assertThat(IntStream.rangeClosed(1, 20).filter(nth -> new Draw(42, 1, nth).happens(0.3)))
        .containsExactly(3, 6, 11, 13, 14, 15, 17, 20);
  }

  @Test
  void decidesOtherwiseForAnotherSeedOrRule() {
    List<Integer> drawn = first(20, 42, 1, draw -> draw.oneOf(1000));
    assertThat(first(20, 43, 1, draw -> draw.oneOf(1000))).isNotEqualTo(drawn);
    assertThat(first(20, 42, 2, draw -> draw.oneOf(1000))).isNotEqualTo(drawn);
  }

  @Test
  void happensAsOftenAsItsProbabilitySays() {
    assertThat(first(MANY, 42, 1, draw -> draw.happens(0.3)).stream().filter(hit -> hit).count())
        .isCloseTo(30_000, within(1_000L));
    assertThat(first(100, 42, 1, draw -> draw.happens(0))).doesNotContain(true);
    assertThat(first(100, 42, 1, draw -> draw.happens(1))).doesNotContain(false);
  }

  @Test
  void choosesEachAsOften() {
    List<Integer> chosen = first(MANY, 42, 1, draw -> draw.oneOf(4));
    assertThat(IntStream.range(0, 4))
        .allSatisfy(
            one -> {
              long count = chosen.stream().filter(one::equals).count();
              assertThat(count).isCloseTo(25_000, within(1_000L));
            });
    assertThat(first(10, 42, 1, draw -> draw.oneOf(1))).containsOnly(0);
  }

  @Test
  void pausesAsTheRateSaysOnAverageAndNeverForVeryLong() {
    List<Duration> pauses = first(MANY, 42, 1, draw -> draw.pause(10));
    double average = pauses.stream().mapToLong(Duration::toNanos).average().orElseThrow();
    assertThat(average).isCloseTo(100e6, within(2e6));
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMillis(500)) <= 0);
  }
}
