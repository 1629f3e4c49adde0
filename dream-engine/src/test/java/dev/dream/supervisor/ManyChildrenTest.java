package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManyChildrenTest {

  private static final int MANY = 10_000;

  /** What takes a fraction of a second would take minutes if it went through all for each. */
  private static final Duration REASONABLE = Duration.ofSeconds(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private static SupervisorSpec many(Strategy strategy) {
    return SupervisorSpec.of(
            strategy,
            IntStream.range(0, MANY)
                .<ChildSpec<?>>mapToObj(i -> ChildSpec.worker("c" + i, Counter::new).named())
                .toList())
        .maxRestarts(Integer.MAX_VALUE, Processes.INFINITY);
  }

  private static List<Long> restarts(List<ChildInfo> children) {
    return children.stream().map(ChildInfo::restarts).distinct().toList();
  }

  @Test
  void startRestartAndStop() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = dream.start(many(Strategy.ONE_FOR_ONE));

          IntStream.range(0, MANY).forEach(i -> dream.kill("c" + i));

          assertThat(restarts(Supervisor.whichChildren(supervisor))).containsExactly(1L);
          supervisor.stop();
        });
    TestDream.assertNothingIsLeft(dream.get());
  }

  @Test
  void restartAsAGroup() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = dream.start(many(Strategy.ONE_FOR_ALL));

          dream.kill("c77");

          assertThat(restarts(Supervisor.whichChildren(supervisor))).containsExactly(1L);
        });
  }

  @Test
  void areAddedAndTakenAwayOneByOne() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = dream.start(SupervisorSpec.oneForOne());
          for (int i = 0; i < MANY; i++) {
            Supervisor.startChild(supervisor, ChildSpec.worker("c" + i, Counter::new));
          }
          for (int i = 0; i < MANY; i++) {
            Supervisor.terminateChild(supervisor, "c" + i);
            Supervisor.deleteChild(supervisor, "c" + i);
          }
          assertThat(Supervisor.whichChildren(supervisor)).isEmpty();
        });
    assertThat(dream.get().tally().exitsByReason())
        .containsEntry(ExitReason.SHUTDOWN.kind(), 10_000L);
  }
}
