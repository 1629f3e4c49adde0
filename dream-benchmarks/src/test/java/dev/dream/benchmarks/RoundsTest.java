package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload.Extent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Rounds SHORT = new Rounds(0, 1_000, 4, 250, 2);

  private final List<String> turns = new ArrayList<>();
  private final List<Integer> extents = new ArrayList<>();

  @Test
  void contendersTakeTurns() throws Exception {
    List<Result> results =
        SHORT.measure(
            new Fake(Extent.OPERATIONS), List.of(contender("dream", 1), contender("pekko", 2)));

    assertThat(turns.subList(turns.size() - 8, turns.size()))
        .containsExactly("dream", "pekko", "dream", "pekko", "dream", "pekko", "dream", "pekko");
    assertThat(results)
        .containsExactly(
            new Result("fake", "dream", Unit.BYTES, List.of(1.0, 1.0, 1.0, 1.0)),
            new Result("fake", "pekko", Unit.BYTES, List.of(2.0, 2.0, 2.0, 2.0)));
  }

  @Test
  void allRoundsDoAsManyOperationsAsTheWarmUpFoundFitting() throws Exception {
    SHORT.measure(new Fake(Extent.OPERATIONS), List.of(contender("dream", 1)));

    assertThat(extents.getFirst()).isEqualTo(1);
    assertThat(extents).allMatch(operations -> operations >= 1);
    assertThat(extents.subList(extents.size() - 4, extents.size()).stream().distinct()).hasSize(1);
  }

  @Test
  void whatIsSizedByProcessesIsNotWarmedUpAndHasFewerRounds() throws Exception {
    SHORT.measure(new Fake(Extent.PROCESSES), List.of(contender("dream", 1)));

    assertThat(extents).containsExactly(250, 250);
  }

  private Contender contender(String engine, double amount) {
    return new Contender(
        engine,
        operations -> {
          turns.add(engine);
          extents.add(operations);
          return Measured.of("", Unit.BYTES, amount);
        });
  }

  private record Fake(Extent extent) implements Workload {

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public List<Contender> contenders(Engines engines) {
      return List.of();
    }
  }
}
