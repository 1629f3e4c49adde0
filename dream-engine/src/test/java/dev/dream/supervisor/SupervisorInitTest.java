package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SupervisorInitTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private StartResult start(Supplier<? extends SupervisorInit<SupervisorSpec>> init)
      throws Exception {
    return dream
        .get()
        .run(
            () -> {
              Processes.trapExit(true);
              return Supervisor.tryStartLink(init, StartOptions.named("inner"));
            });
  }

  @Test
  void mayBeTheSpecification() throws Exception {
    assertThat(start(() -> SupervisorSpec.oneForOne(child("a", events))).started()).isPresent();
    events.awaitEvent("a init");
  }

  @Test
  void mayBeToIgnoreTheSupervisor() throws Exception {
    assertThat(start(SupervisorInit::ignore)).isEqualTo(new StartResult.Ignored());
    assertThat(dream.get().whereis("inner")).isEmpty();
  }

  @Test
  void mayFail() throws Exception {
    StartResult result =
        start(
            () -> {
              throw new IllegalStateException("boom");
            });

    assertThat(result)
        .isEqualTo(new StartResult.Failed(ExitReason.error(new IllegalStateException("boom"))));
  }

  @Test
  void isAskedForAtEachStart() {
    var wanted = new AtomicBoolean();
    var supervisor =
        dream.start(
            SupervisorSpec.oneForOne(
                ChildSpec.supervisor(
                    "inner",
                    () ->
                        wanted.get()
                            ? SupervisorSpec.oneForOne(child("a", events))
                            : SupervisorInit.ignore())));
    assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new ChildCounts(1, 0, 1, 0));

    wanted.set(true);

    assertThat(Supervisor.restartChild(supervisor, "inner").started()).isPresent();
    events.assertThatAre("a init");
  }
}
