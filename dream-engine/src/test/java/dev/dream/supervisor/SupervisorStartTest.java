package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.task.TaskSupervisor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SupervisorStartTest {

  private static final Duration PERIOD = Duration.ofSeconds(9);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private static SupervisorStart.Static ofTree(ChildSpec<?> child) {
    return (SupervisorStart.Static) child.start();
  }

  private static SupervisorStart.Dynamic ofDynamic(ChildSpec<?> child) {
    return (SupervisorStart.Dynamic) child.start();
  }

  private SupervisorInfo started(ChildSpec<?> child) {
    ServerRef<Supervisor> root = dream.start(SupervisorSpec.oneForOne(child));
    Pid pid = Supervisor.whichChildren(root).getFirst().pid();
    return Supervisor.info(dream.get().node(), pid).orElseThrow();
  }

  @Test
  void saysWhatItStarts() {
    SupervisorSpec tree = SupervisorSpec.oneForAll(child("a", events));

    assertThat(ofTree(ChildSpec.supervisor("inner", tree)).specification()).contains(tree);
  }

  @Test
  void doesNotSayWhatIsMadeAnew() {
    ChildSpec<?> child = ChildSpec.supervisor("inner", SupervisorInit::ignore);

    assertThat(ofTree(child).specification()).isEmpty();
  }

  @Test
  void startsTheChangedSupervisor() {
    ChildSpec<Supervisor> child =
        ChildSpec.supervisor("inner", SupervisorSpec.oneForOne(child("a", events)));

    SupervisorInfo info =
        started(child.start(ofTree(child).with(tree -> tree.maxRestarts(7, PERIOD))));

    assertThat(info.maxRestarts()).isEqualTo(7);
    assertThat(info.period()).isEqualTo(PERIOD);
    events.awaitEvent("a init");
  }

  @Test
  void changesAtOnceWhatIsKnown() {
    SupervisorStart.Static start = ofTree(ChildSpec.supervisor("a", SupervisorSpec.oneForOne()));

    assertThatThrownBy(() -> start.with(tree -> tree.maxRestarts(-1, PERIOD)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesAtEachStartWhatIsMadeAnew() {
    var made = new AtomicInteger();
    ChildSpec<Supervisor> child =
        ChildSpec.supervisor(
            "inner", () -> SupervisorSpec.oneForOne().maxRestarts(made.incrementAndGet(), PERIOD));
    SupervisorStart.Static tenfold =
        ofTree(child).with(tree -> tree.maxRestarts(10 * tree.maxRestarts(), PERIOD));
    assertThat(made).hasValue(0);

    ServerRef<Supervisor> root = dream.start(SupervisorSpec.oneForOne(child.start(tenfold)));
    Supervisor.terminateChild(root, "inner");
    Pid again = Supervisor.restartChild(root, "inner").started().orElseThrow();

    assertThat(Supervisor.info(dream.get().node(), again).orElseThrow().maxRestarts())
        .isEqualTo(20);
  }

  @Test
  void leavesAloneWhatIsNotWanted() {
    ChildSpec<Supervisor> child = ChildSpec.supervisor("inner", SupervisorInit::ignore);

    ServerRef<Supervisor> root =
        dream.start(
            SupervisorSpec.oneForOne(
                child.start(ofTree(child).with(tree -> tree.maxRestarts(7, PERIOD)))));

    assertThat(Supervisor.countChildren(root)).isEqualTo(new ChildCounts(1, 0, 1, 0));
  }

  @Test
  void failsIfAChangeFailsAtTheStart() {
    ChildSpec<Supervisor> child = ChildSpec.supervisor("inner", () -> SupervisorSpec.oneForOne());
    SupervisorStart.Static start = ofTree(child).with(tree -> tree.maxRestarts(-1, PERIOD));

    assertThatThrownBy(() -> dream.start(SupervisorSpec.oneForOne(child.start(start))))
        .hasMessageContaining("maxRestarts must not be negative, but was -1");
  }

  @Test
  void ofADynamicSupervisorIsTheSame() {
    ChildSpec<DynamicSupervisor> child =
        ChildSpec.dynamicSupervisor("inner", DynamicSupervisorSpec.DEFAULT.maxChildren(4));
    assertThat(ofDynamic(child).specification())
        .contains(DynamicSupervisorSpec.DEFAULT.maxChildren(4));

    SupervisorInfo info =
        started(child.start(ofDynamic(child).with(limits -> limits.maxRestarts(7, PERIOD))));

    assertThat(info.isDynamic()).isTrue();
    assertThat(info.maxRestarts()).isEqualTo(7);
  }

  @Test
  void ofADynamicSupervisorKeepsItsArgument() {
    ChildSpec<DynamicSupervisorWith<String>> child =
        ChildSpec.dynamicSupervisor("inner", DynamicSupervisorSpec.DEFAULT, "a");
    ServerRef<Supervisor> root =
        dream.start(
            SupervisorSpec.oneForOne(
                child.start(ofDynamic(child).with(limits -> limits.maxChildren(1))).named()));
    assertThat(Supervisor.countChildren(root).active()).isEqualTo(1);

    DynamicSupervisorWith.startChild(
        dream.get().<DynamicSupervisorWith<String>>ref("inner"), id -> child(id, events));

    events.awaitEvent("a init");
  }

  @Test
  void isThatOfATaskSupervisorToo() {
    assertThat(ofDynamic(TaskSupervisor.childSpec("tasks")).specification())
        .contains(DynamicSupervisorSpec.DEFAULT);
  }

  @Test
  void ofAPartitionSupervisorIsTheSame() {
    ChildSpec<PartitionSupervisor> child =
        ChildSpec.partitionSupervisor(
            "inner", PartitionSupervisorSpec.of(child("a", events).unnamed()).partitions(2));
    var start = (SupervisorStart.Partitioned) child.start();
    assertThat(start.specification().orElseThrow().partitions()).isEqualTo(2);

    assertThat(started(child.start(start.with(spec -> spec.partitions(3)))).children()).hasSize(3);
  }
}
