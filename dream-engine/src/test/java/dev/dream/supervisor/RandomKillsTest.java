package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children are killed while their group restarts; the tree always ends consistent. */
class RandomKillsTest {

  private static final int CHILDREN = 10;
  private static final int KILLS = 300;

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  @ParameterizedTest
  @EnumSource
  void leaveEachChildRunningOnceUnderItsName(Strategy strategy) {
    long seed = System.nanoTime();
    List<? extends ChildSpec<?>> children =
        IntStream.range(0, CHILDREN)
            .mapToObj(i -> ChildSpec.worker("c" + i, Counter::new).named())
            .toList();
    var supervisor =
        dream.start(
            SupervisorSpec.of(strategy, List.copyOf(children))
                .maxRestarts(Integer.MAX_VALUE, SupervisorSpec.DEFAULT_PERIOD));

    var random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      dream
          .get()
          .whereis("c" + random.nextInt(CHILDREN))
          .ifPresent(pid -> dream.get().exit(pid, ExitReason.KILL));
    }

    // Who was killed in its init is started again by a message of the supervisor to itself.
    await("no restart is under way")
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> Supervisor.whichChildren(supervisor).stream().noneMatch(ChildInfo::restarting));
    assertThatCode(() -> assertConsistent(Supervisor.whichChildren(supervisor)))
        .as("seed " + seed)
        .doesNotThrowAnyException();
  }

  private void assertConsistent(List<ChildInfo> children) {
    assertThat(children).hasSize(CHILDREN);
    for (ChildInfo child : children) {
      assertThat(dream.get().whereis(child.id())).hasValue(child.pid());
    }
    assertThat(dream.get().processes()).hasSize(CHILDREN + 1);
    assertThat(dream.get().registered()).hasSize(CHILDREN);
  }
}
