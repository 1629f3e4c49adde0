package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException.Refusal;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamicSupervisorWithTest {

  private static final DynamicSupervisorSpec SPEC = DynamicSupervisorSpec.DEFAULT;

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  /** What children write to; those who start them do not know it. */
  private record Journal(Events events) {}

  private final Journal journal = new Journal(events);

  private ServerRef<DynamicSupervisorWith<Journal>> start(DynamicSupervisorSpec spec) {
    return DynamicSupervisorWith.start(
        dream.get().node(), spec, journal, StartOptions.named("rooms"));
  }

  private static Function<Journal, ChildSpec<?>> probe(String id) {
    return held -> ChildSpec.worker(id, () -> new Probe(id, held.events()));
  }

  @Test
  void givesItsChildrenItsArgument() {
    var supervisor = start(SPEC);

    DynamicSupervisorWith.startChild(supervisor, probe("a"));

    events.assertThatAre("a init");
  }

  @Test
  void givesItAgainWhenAChildIsRestarted() {
    var supervisor = start(SPEC);
    Pid a = DynamicSupervisorWith.startChild(supervisor, probe("a")).started().orElseThrow();

    dream.get().exit(a, ExitReason.KILL);
    DynamicSupervisor.whichChildren(supervisor);

    events.assertThatAre("a init", "a init");
  }

  @Test
  void takesChildrenThatDoNotNeedIt() {
    var supervisor = start(SPEC);

    DynamicSupervisor.startChild(supervisor, ChildSpec.worker(() -> new Probe("b", events)));

    assertThat(DynamicSupervisor.countChildren(supervisor).active()).isEqualTo(1);
  }

  @Test
  void keepsNothingOfAChildWhoseDescriptionFails() {
    var supervisor = start(SPEC);

    StartResult result =
        DynamicSupervisorWith.startChild(
            supervisor,
            _ -> {
              throw new AssertionError("boom");
            });

    assertThat(result)
        .isEqualTo(new StartResult.Failed(ExitReason.error(new AssertionError("boom"))));
    assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isZero();
  }

  @Test
  void doesNotDescribeAChildBeyondItsLimit() {
    var supervisor = start(SPEC.maxChildren(0));

    assertThatExceptionOfType(ChildException.class)
        .isThrownBy(
            () ->
                DynamicSupervisorWith.startChild(
                    supervisor,
                    _ -> {
                      throw new AssertionError();
                    }))
        .withMessage("start child failed: the supervisor has 0 children, limit 0")
        .matches(refused -> refused.refusal() == Refusal.MAX_CHILDREN);
  }

  @Test
  void mayBeAChild() {
    dream.start(
        SupervisorSpec.oneForOne(ChildSpec.dynamicSupervisor("rooms", SPEC, journal).named()));
    ServerRef<DynamicSupervisorWith<Journal>> supervisor = dream.get().ref("rooms");

    DynamicSupervisorWith.startChild(supervisor, probe("a"));

    events.assertThatAre("a init");
  }

  @Test
  void mayBeLinkedToItsCaller() throws Exception {
    dream.run(
        () -> {
          var supervisor = DynamicSupervisorWith.startLink(SPEC, journal, StartOptions.DEFAULT);
          DynamicSupervisorWith.startChild(supervisor, probe("a"));
        });

    events.assertThatAre("a init");
  }
}
