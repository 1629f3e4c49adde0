package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.benchmarks.Measured.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

  @Test
  void eachValueIsAResultOfItsOwnWithAllRuns() {
    Measured first = Measured.perOperation(1_000, 10).and("p99", Unit.MICROS, 7);
    Measured second = Measured.perOperation(3_000, 10).and("p99", Unit.MICROS, 8);

    assertThat(Result.of("pingpong", "dream", List.of(first, second)))
        .containsExactly(
            new Result("pingpong", "dream", Unit.NS_PER_OP, List.of(100.0, 300.0)),
            new Result("pingpong p99", "dream", Unit.MICROS, List.of(7.0, 8.0)));
  }

  @Test
  void theMedianIsOfTheRuns() {
    assertThat(new Result("call", "beam", Unit.NS_PER_OP, List.of(5.0, 1.0, 3.0)).median())
        .isEqualTo(3);
  }
}
