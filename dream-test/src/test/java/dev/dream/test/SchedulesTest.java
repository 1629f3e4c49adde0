package dev.dream.test;

import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dream.Dream;
import dev.dream.agent.Agent;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Looking for an order of events in which something fails. */
class SchedulesTest {

  private static int bothAdd(
      Task<Integer> one, Task<Integer> other, ServerRef<Agent<Integer>> sum) {
    Task.awaitMany(List.of(one, other));
    return Agent.get(sum, value -> value);
  }

  /** Reads and writes in two steps. */
  private static void loses(Dream dream) {
    ServerRef<Agent<Integer>> sum = Agent.start(() -> 0);
    assertThat(bothAdd(Task.async(() -> add(sum)), Task.async(() -> add(sum)), sum)).isEqualTo(2);
  }

  private static int add(ServerRef<Agent<Integer>> sum) {
    int known = Agent.get(sum, value -> value);
    Agent.update(sum, _ -> known + 1);
    return known;
  }

  /** The same in one step. */
  private static void keeps(Dream dream) {
    ServerRef<Agent<Integer>> sum = Agent.start(() -> 0);
    assertThat(bothAdd(Task.async(() -> addAtOnce(sum)), Task.async(() -> addAtOnce(sum)), sum))
        .isEqualTo(2);
  }

  private static int addAtOnce(ServerRef<Agent<Integer>> sum) {
    Agent.update(sum, value -> value + 1);
    return 0;
  }

  @Test
  void aRaceIsFoundAndPlayedAgain() {
    Throwable found = catchThrowable(() -> Schedules.explore(100, SchedulesTest::loses));

    assertThat(found)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("failed in the order of seed ", "expected: 2", "but was: 1")
        .hasCauseInstanceOf(AssertionError.class);
    long seed = Long.parseLong(found.getMessage().replaceAll("(?s).*?seed (\\d+),.*", "$1"));
    assertThatThrownBy(() -> Schedules.replay(seed, SchedulesTest::loses))
        .hasMessage(found.getMessage());
  }

  @Test
  void whatIsRightIsRightInEachOrder() {
    Schedules.explore(100, SchedulesTest::keeps);
  }

  @Test
  void eachOrderHasAnEngineOfItsOwn() {
    var runs = new AtomicInteger();
    Schedules.explore(
        5,
        dream -> {
          runs.incrementAndGet();
          assertThat(dream.processes()).hasSize(1);
        });
    assertThat(runs).hasValue(5);
  }

  @Test
  void whoWaitsForNothingIsNamed() {
    assertThatThrownBy(() -> Schedules.explore(3, _ -> receive()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("seed 0", "nobody can go on:", "SchedulesTest");
  }

  @Test
  void aScenarioWhoseProcessIsEndedFails() {
    assertThatThrownBy(
            () ->
                Schedules.replay(
                    1,
                    _ -> {
                      Processes.spawnLink(() -> Processes.exit(ExitReason.error("linked")));
                      receive(Duration.ofHours(1));
                    }))
        .hasMessageContainingAll("seed 1", "the scenario's process was ended: ", "linked");
  }

  @Test
  void noOrdersAreRefused() {
    assertThatThrownBy(() -> Schedules.explore(0, _ -> {}))
        .hasMessage("orders to explore must be at least 1, but was 0");
  }
}
