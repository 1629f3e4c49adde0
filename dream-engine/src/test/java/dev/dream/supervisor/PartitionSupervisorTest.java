package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Via;
import dev.dream.registry.UniqueRegistry;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionSupervisorTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ChildSpec<Probe> probe(int partition) {
    return ChildSpec.worker(() -> new Probe("p" + partition, events).trapping());
  }

  private ServerRef<PartitionSupervisor> start(int partitions) {
    return start(PartitionSupervisorSpec.of(this::probe).partitions(partitions));
  }

  private ServerRef<PartitionSupervisor> start(PartitionSupervisorSpec spec) {
    return dream.get().startPartitionSupervisor(spec, StartOptions.named("rooms"));
  }

  private Via via(Object key) {
    return PartitionSupervisor.via(dream.get().node(), new Name("rooms"), key);
  }

  private Optional<Pid> whereis(Object key) {
    return via(key).whereis();
  }

  /** Returns the partitions in their order. */
  private static List<Pid> pids(ServerRef<PartitionSupervisor> supervisor) {
    return PartitionSupervisor.whichChildren(supervisor).reversed().stream()
        .map(ChildInfo::pid)
        .toList();
  }

  @Nested
  class Starts {

    @Test
    void itsPartitionsInOrder() {
      var supervisor = start(3);

      events.assertThatAre("p0 init", "p1 init", "p2 init");
      assertThat(PartitionSupervisor.whichChildren(supervisor))
          .extracting(ChildInfo::id)
          .containsExactly("2", "1", "0");
      assertThat(PartitionSupervisor.countChildren(supervisor))
          .isEqualTo(new ChildCounts(3, 3, 0, 3));
    }

    @Test
    void onlyWithAName() {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .startPartitionSupervisor(
                          PartitionSupervisorSpec.of(PartitionSupervisorTest.this::probe),
                          StartOptions.DEFAULT))
          .withMessage("a partition supervisor needs a name: its partitions are found by it");
    }

    @Test
    void notIfItsNameIsTaken() {
      start(1);

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> start(2))
          .matches(failed -> failed.result() instanceof StartResult.AlreadyStarted);
      assertThat(PartitionSupervisor.partitions(dream.get().node(), new Name("rooms")))
          .isEqualTo(1);
    }

    @Test
    void notIfAPartitionDoesNot() {
      var spec =
          PartitionSupervisorSpec.of(
                  i ->
                      ChildSpec.worker(
                          () ->
                              new Probe("p" + i, events)
                                  .init(
                                      probe ->
                                          i == 1 ? probe.stop(TestChildren.BOOM) : probe.ok(0))))
              .partitions(3);

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> start(spec))
          .withMessage(
              "start \"rooms\" failed: shutdown: failed to start child \"1\": error: boom");
    }

    @Test
    void asAChildUnderItsId() {
      dream.start(
          SupervisorSpec.oneForOne(
              ChildSpec.partitionSupervisor(
                  "rooms",
                  PartitionSupervisorSpec.of(PartitionSupervisorTest.this::probe).partitions(2))));

      assertThat(whereis(1)).isPresent();
    }

    @Test
    void linkedToItsCaller() throws Exception {
      dream.run(
          () -> {
            PartitionSupervisor.startLink(
                PartitionSupervisorSpec.of(PartitionSupervisorTest.this::probe).partitions(2),
                StartOptions.named("rooms"));
            assertThat(PartitionSupervisor.partitions("rooms")).isEqualTo(2);
            assertThat(PartitionSupervisor.via("rooms", 1)).isEqualTo(via(1));
          });
    }
  }

  @Nested
  class AKey {

    @Test
    void isCountedIfItIsAWholeNumber() {
      List<Pid> pids = pids(start(3));

      assertThat(IntStream.of(0, 1, 2, 3, 4, -1, -2, -3, -4).mapToObj(this::index))
          .containsExactly(0, 1, 2, 0, 1, 1, 2, 0, 1);
      assertThat(whereis(5L)).hasValue(pids.get(2));
      assertThat(whereis((short) -5)).hasValue(pids.get(2));
      assertThat(whereis((byte) 4)).hasValue(pids.get(1));
      assertThat(whereis(Integer.MIN_VALUE)).hasValue(pids.get(2)); // 2^31 mod 3
      assertThat(whereis(Long.MIN_VALUE)).hasValue(pids.get(2)); // 2^63 mod 3
      assertThat(whereis(BigInteger.TWO.pow(100).negate())).hasValue(pids.get(1));
    }

    private int index(int key) {
      return pids(dream.get().ref("rooms")).indexOf(whereis(key).orElseThrow());
    }

    @Test
    void alwaysLeadsToTheSamePartition() {
      start(4);

      assertThat(whereis("a".repeat(2))).isEqualTo(whereis("aa")).isPresent();
    }

    @Test
    void ofAnyKindIsSpreadOverAllPartitions() {
      start(4);

      assertThat(
              IntStream.range(0, 1000).mapToObj(i -> whereis("key" + i).orElseThrow()).distinct())
          .hasSize(4);
    }

    @Test
    void isAnAddress() throws Exception {
      start(2);
      ServerRef<Probe> partition = dream.get().ref(via(1));

      assertThat(partition.call(Ask.state())).isEqualTo(0);
      dream.get().send(via(1), "hello");
      partition.call(Ask.state());
      assertThat(events.all()).endsWith("p1 got hello");
    }

    @Test
    void isShownAsItsPartition() {
      start(2);

      assertThat(via(5)).hasToString("partition 1 of \"rooms\"");
    }

    @Test
    void cannotBeRegistered() throws Exception {
      start(2);
      Pid stranger = dream.pid("rooms");

      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> via(1).register(stranger))
          .withMessage(
              "register partition 1 of \"rooms\" failed: only \"rooms\" starts its partitions");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> via(1).unregister(stranger));
      dream.run(
          () ->
              assertThatExceptionOfType(IllegalArgumentException.class)
                  .isThrownBy(
                      () ->
                          GenServer.start(
                              () -> new Probe("x", events), StartOptions.named(via(1)))));
    }
  }

  @Nested
  class APartitionThatEnds {

    @Test
    void isReplaced() {
      var supervisor = start(2);
      Pid before = whereis(1).orElseThrow();

      dream.get().exit(before, ExitReason.KILL);
      Supervisor.whichChildren(supervisor);

      assertThat(whereis(1)).isPresent().isNotEqualTo(Optional.of(before));
      assertThat(whereis(1)).hasValue(pids(supervisor).get(1));
    }

    @Test
    void isNobodyUntilItRunsAgain() throws Exception {
      var starting = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var incarnations = new AtomicInteger();
      start(
          PartitionSupervisorSpec.of(
                  ChildSpec.worker(
                      () ->
                          new Probe("p", events)
                              .init(
                                  probe -> {
                                    if (incarnations.incrementAndGet() > 1) {
                                      starting.countDown();
                                      release.await();
                                    }
                                    return probe.ok(0);
                                  })))
              .partitions(1));
      dream.get().exit(whereis(0).orElseThrow(), ExitReason.KILL);
      starting.await();

      assertThat(whereis(0)).isEmpty();
      assertThat(PartitionSupervisor.partitions(dream.get().node(), new Name("rooms")))
          .isEqualTo(1);
      ServerRef<Probe> partition = dream.get().ref(via(0));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> partition.call(Ask.state()))
          .withMessageContaining("to partition 0 of \"rooms\" failed: no process has that name");
      release.countDown();
    }

    @Test
    void isNobodyOnceItWasTerminated() {
      var supervisor = start(2);

      Supervisor.terminateChild(supervisor, "0");

      assertThat(whereis(0)).isEmpty();
      assertThat(whereis(1)).isPresent();
    }

    @Test
    void takesTheOthersWithItIfTheStrategySaysSo() {
      var supervisor =
          start(
              PartitionSupervisorSpec.of(PartitionSupervisorTest.this::probe)
                  .partitions(2)
                  .strategy(Strategy.ONE_FOR_ALL));
      List<Pid> before = pids(supervisor);

      dream.get().exit(before.getFirst(), ExitReason.KILL);

      assertThat(pids(supervisor)).hasSize(2).doesNotContainAnyElementsOf(before);
    }
  }

  @Nested
  class AnUnknownPartitionSupervisor {

    @Test
    void hasNobodyForAKey() {
      ServerRef<Probe> partition = dream.get().ref(via(1));

      assertThat(whereis(1)).isEmpty();
      partition.cast(Probe.Tell.crash("ignored"));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> partition.call(Ask.state()))
          .withMessageContaining(
              " to partition for 1 of \"rooms\" (no partition supervisor has that name) failed: ")
          .matches(failed -> failed.reason().equals(ExitReason.NOPROC));
    }

    @Test
    void cannotSayHowManyPartitionsItHas() {
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> PartitionSupervisor.partitions(dream.get().node(), new Name("rooms")))
          .withMessageStartingWith("ask for partitions to \"rooms\" failed: no process has that");
    }

    @Test
    void mayBeASupervisorOfAnotherKind() {
      dream.get().startSupervisor(SupervisorSpec.oneForOne(), StartOptions.named("rooms"));

      assertThat(whereis(1)).isEmpty();
    }
  }

  @Test
  void stopsItsPartitionsInReverseOrder() {
    var supervisor = start(2);
    events.clear();

    supervisor.stop();

    events.assertThatAre("p1 terminate shutdown", "p0 terminate shutdown");
    assertThat(whereis(0)).isEmpty();
  }

  @Test
  void isSeenWithoutAskingIt() {
    var supervisor = start(2);

    var info = Supervisor.info(dream.get().node(), supervisor.pid().orElseThrow()).orElseThrow();

    assertThat(info.children()).extracting(ChildInfo::id).containsExactly("0", "1");
  }

  @Test
  void isBusyWithoutHoldingUpThoseWhoLookForAPartition() throws Exception {
    var supervisor = start(2);
    var starting = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow =
        ChildSpec.child(
            "slow",
            _ -> {
              starting.countDown();
              release.await();
              return new StartResult.Ignored();
            },
            ChildType.WORKER);
    dream.get().spawn(() -> Supervisor.startChild(supervisor, slow, Processes.INFINITY));
    starting.await();

    assertThat(whereis(1)).isPresent();

    release.countDown();
  }

  @Test
  void isShownAlsoWhereNobodyKeepsItsName() {
    Via nowhere = UniqueRegistry.<String, Integer>named(dream.get().node(), "none").via("x");

    assertThat(PartitionSupervisor.via(dream.get().node(), nowhere, 3))
        .hasToString(
            "partition for 3 of {\"none\", \"x\"} (no partition supervisor has that name)");
  }
}
