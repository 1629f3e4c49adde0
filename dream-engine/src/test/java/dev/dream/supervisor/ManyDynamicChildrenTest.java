package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManyDynamicChildrenTest {

  private static final int MANY = 10_000;

  /** What takes a fraction of a second would take minutes if it went through all for each. */
  private static final Duration REASONABLE = Duration.ofSeconds(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final List<Pid> started = new ArrayList<>();

  private ServerRef<DynamicSupervisor> many(ChildSpec<?> child) {
    var supervisor =
        dream.start(
            DynamicSupervisorSpec.DEFAULT.maxRestarts(Integer.MAX_VALUE, Processes.INFINITY));
    for (int i = 0; i < MANY; i++) {
      started.add(DynamicSupervisor.startChild(supervisor, child).started().orElseThrow());
    }
    return supervisor;
  }

  @Test
  void startRestartAndStop() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = many(ChildSpec.worker(Counter::new));

          started.forEach(pid -> dream.get().exit(pid, ExitReason.KILL));

          assertThat(DynamicSupervisor.whichChildren(supervisor))
              .hasSize(MANY)
              .extracting(ChildInfo::restarts)
              .containsOnly(1L);
          supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT);
        });
    TestDream.assertNothingIsLeft(dream.get());
  }

  @Test
  void areTakenAwayOneByOne() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = many(ChildSpec.worker(Counter::new));

          started.forEach(pid -> DynamicSupervisor.terminateChild(supervisor, pid));

          assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isZero();
        });
  }

  @Test
  void areForgottenOneByOne() {
    assertTimeout(
        REASONABLE,
        () -> {
          var supervisor = many(ChildSpec.worker(Counter::new).restart(Restart.TEMPORARY));

          started.forEach(pid -> dream.get().exit(pid, ExitReason.KILL));

          assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isZero();
        });
  }
}
