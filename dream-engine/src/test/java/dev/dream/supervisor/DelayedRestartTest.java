package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.EngineMessage;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Report;
import dev.dream.supervisor.ChildException.Refusal;
import dev.dream.supervisor.SupervisorReport.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a supervisor does while the restart of a child with a backoff waits, and afterwards. */
@Timeout(60)
class DelayedRestartTest {

  private static final Backoff HOURS =
      Backoff.exponential(Duration.ofHours(1), Duration.ofHours(24)).jitter(0);
  private static final Backoff SOON =
      Backoff.exponential(Duration.ofMillis(1), Duration.ofMillis(8))
          .jitter(0)
          .resetAfter(Duration.ofHours(1));

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Supervisor> start(SupervisorSpec tree) {
    return dream
        .get()
        .startSupervisor(
            tree.maxRestarts(100, SupervisorSpec.DEFAULT_PERIOD), StartOptions.named("root"));
  }

  private ChildSpec<Probe> waiting(String id) {
    return child(id, events).backoff(HOURS);
  }

  /** A child whose starts from the second to this one fail. */
  private ChildSpec<Probe> failing(String id, int until) {
    var starts = new AtomicInteger();
    return ChildSpec.worker(
            id,
            () ->
                new Probe(id, events)
                    .trapping()
                    .init(
                        probe -> {
                          int start = starts.incrementAndGet();
                          return start == 1 || start > until
                              ? probe.ok(0)
                              : probe.stop(TestChildren.BOOM);
                        }))
        .named();
  }

  private static ChildInfo info(ServerRef<Supervisor> supervisor, String id) {
    return Supervisor.whichChildren(supervisor).stream()
        .filter(child -> child.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static NextRestart next(ServerRef<Supervisor> supervisor, String id) {
    NextRestart next = info(supervisor, id).nextRestart();
    assertThat(next).as("next restart of %s", id).isNotNull();
    return next;
  }

  private static List<String> shown(ServerRef<Supervisor> supervisor) {
    return Supervisor.whichChildren(supervisor).reversed().stream()
        .map(
            child ->
                child.id()
                    + (child.pid() != null
                        ? " running"
                        : child.restarting() ? " restarting" : " undefined"))
        .toList();
  }

  private static Refusal refusal(Runnable request) {
    return catchThrowableOfType(ChildException.class, request::run).refusal();
  }

  @Nested
  class OneForOne {

    @Test
    void showsTheChildAsRestartingAndWhenItIsDue() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a"), child("b", events)));
      Pid first = dream.pid("a");
      Instant before = Instant.now();

      dream.kill("a");

      assertThat(shown(supervisor)).containsExactly("a restarting", "b running");
      NextRestart next = next(supervisor, "a");
      assertThat(next)
          .isEqualTo(new NextRestart(1, Duration.ofHours(1), next.due(), first))
          .matches(shown -> !shown.due().isBefore(before.plus(Duration.ofHours(1))))
          .matches(shown -> !shown.due().isAfter(Instant.now().plus(Duration.ofHours(1))));
      assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new ChildCounts(2, 1, 0, 2));
      events.assertThatAre("a init", "b init");
    }

    @Test
    void startsTheChildInItsTime() {
      var supervisor =
          start(SupervisorSpec.oneForOne(child("a", events).backoff(SOON), child("b", events)));

      dream.kill("a");
      events.awaitTimes(2, "a init");

      assertThat(shown(supervisor)).containsExactly("a running", "b running");
      assertThat(info(supervisor, "a").nextRestart()).isNull();
      assertThat(info(supervisor, "a").restarts()).isEqualTo(1);
      events.assertThatAre("a init", "b init", "a init");
    }

    @Test
    void restartsOthersMeanwhile() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a"), child("b", events)));

      dream.kill("a");
      dream.kill("b");

      assertThat(shown(supervisor)).containsExactly("a restarting", "b running");
      events.assertThatAre("a init", "b init", "b init");
    }

    @Test
    void refusesWhatItRefusesForAnyRestartingChild() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a")));
      dream.kill("a");

      assertThat(refusal(() -> Supervisor.restartChild(supervisor, "a")))
          .isEqualTo(Refusal.RESTARTING);
      assertThat(refusal(() -> Supervisor.deleteChild(supervisor, "a")))
          .isEqualTo(Refusal.RESTARTING);
      assertThat(refusal(() -> Supervisor.startChild(supervisor, child("a", events))))
          .isEqualTo(Refusal.ALREADY_PRESENT);
    }

    @Test
    void givesTheWaitUpWhenTheChildIsTerminated() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a")));
      dream.kill("a");

      Supervisor.terminateChild(supervisor, "a");

      assertThat(shown(supervisor)).containsExactly("a undefined");
      assertThat(info(supervisor, "a").nextRestart()).isNull();
      Supervisor.deleteChild(supervisor, "a");
      assertThat(shown(supervisor)).isEmpty();
    }

    @Test
    void givesTheWaitUpWhenItStops() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a"), child("b", events)));
      dream.kill("a");

      supervisor.stop();

      events.assertThatAre("a init", "b init", "b terminate shutdown");
    }

    @Test
    void doesNotWaitForAChildThatIsNotRestarted() {
      var supervisor =
          start(SupervisorSpec.oneForOne(waiting("a").restart(Restart.TEMPORARY), waiting("b")));

      dream.kill("a");

      assertThat(shown(supervisor)).containsExactly("b running");
    }
  }

  @Nested
  class Delays {

    private final List<Report> reports = new CopyOnWriteArrayList<>();

    private List<NextRestart> reported(int count) {
      await()
          .atMost(TestDream.LIMIT)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> waits().size() >= count);
      return waits();
    }

    private List<NextRestart> waits() {
      return reports.stream()
          .filter(SupervisorReport.class::isInstance)
          .map(report -> ((SupervisorReport) report).child().nextRestart())
          .toList();
    }

    @Test
    void growWithEachEndAndAreReported() {
      dream.get().reports().addListener(reports::add);
      start(SupervisorSpec.oneForOne(child("a", events).backoff(SOON)));

      for (int crash = 1; crash <= 5; crash++) {
        dream.kill("a");
        events.awaitTimes(crash + 1, "a init");
        await().atMost(TestDream.LIMIT).until(() -> dream.get().whereis("a").isPresent());
      }

      assertThat(reported(5))
          .extracting(NextRestart::attempt, next -> next.delay().toMillis())
          .containsExactly(pair(1, 1), pair(2, 2), pair(3, 4), pair(4, 8), pair(5, 8));
    }

    private static Tuple pair(int attempt, long millis) {
      return tuple(attempt, millis);
    }

    @Test
    void growWithEachFailedStart() {
      dream.get().reports().addListener(reports::add);
      start(SupervisorSpec.oneForOne(failing("a", 3).backoff(SOON)));
      Pid first = dream.pid("a");

      dream.kill("a");
      events.awaitTimes(4, "a init");

      assertThat(reported(3))
          .extracting(NextRestart::attempt, next -> next.delay().toMillis())
          .containsExactly(pair(1, 1), pair(2, 2), pair(3, 4));
      assertThat(reported(3)).extracting(NextRestart::before).containsOnly(first);
      assertThat(reports)
          .filteredOn(SupervisorReport.class::isInstance)
          .extracting(report -> ((SupervisorReport) report).context())
          .containsExactly(Context.CHILD_TERMINATED, Context.START_ERROR, Context.START_ERROR);
    }

    @Test
    void beginAnewWhenTheChildHasLivedLongEnough() {
      var backoff = SOON.resetAfter(Duration.ofNanos(1));
      dream.get().reports().addListener(reports::add);
      start(SupervisorSpec.oneForOne(child("a", events).backoff(backoff)));

      for (int crash = 1; crash <= 3; crash++) {
        dream.kill("a");
        events.awaitTimes(crash + 1, "a init");
        await().atMost(TestDream.LIMIT).until(() -> dream.get().whereis("a").isPresent());
      }

      assertThat(reported(3)).extracting(NextRestart::attempt).containsExactly(1, 1, 1);
    }

    @Test
    void beginAnewWhenTheChildWasTerminatedAndStartedByHand() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a")));
      dream.kill("a");
      Supervisor.terminateChild(supervisor, "a");
      Supervisor.restartChild(supervisor, "a");

      dream.kill("a");

      assertThat(next(supervisor, "a").attempt()).isEqualTo(1);
    }

    @Test
    void areLogged() {
      var supervisor = start(SupervisorSpec.oneForOne(waiting("a")));
      Pid first = dream.pid("a");

      dream.kill("a");
      Supervisor.whichChildren(supervisor);

      assertThat(logs.from(Level.INFO))
          .contains(
              "supervisor \"root\" %s restarts child \"a\" %s in 3600 s, 1st attempt"
                  .formatted(dream.pid("root"), first));
    }

    @Test
    void areKnownWhenTheyWereGivenUp() throws Exception {
      dream.run(this::givesUpOneOfTwo);
    }

    private void givesUpOneOfTwo() {
      var child = new Child(waiting("a"));
      var givenUp = child.delay(0);
      child.stopped();
      var awaited = child.delay(0);

      assertThat(child.endsDelay(givenUp)).isFalse();
      assertThat(child.endsDelay(awaited)).isTrue();
      assertThat(child.endsDelay(awaited)).isFalse();
    }

    @Test
    void areTheSupervisorsOwnSoNoFullMailboxRefusesThem() throws Exception {
      dream.run(
          () -> assertThat(new Child(waiting("a")).delay(0)).isInstanceOf(EngineMessage.class));
    }

    @Test
    void areNotThereWithoutABackoff() {
      var child = new Child(child("a", events));

      assertThat(child.delay(0)).isNull();
      assertThat(child.isDelayed()).isFalse();
    }
  }

  @Nested
  class OneForAll {

    @Test
    void stopsTheGroupAtOnce() {
      var supervisor =
          start(SupervisorSpec.oneForAll(child("a", events), waiting("b"), child("c", events)));
      events.clear();

      dream.kill("b");

      assertThat(shown(supervisor)).containsExactly("a undefined", "b restarting", "c undefined");
      events.assertThatAre("c terminate shutdown", "a terminate shutdown");
    }

    @Test
    void startsTheGroupInStartOrderInTheTimeOfTheChildThatEnded() {
      var supervisor =
          start(
              SupervisorSpec.oneForAll(
                  child("a", events), child("b", events).backoff(SOON), waiting("c")));
      events.clear();

      dream.kill("b");
      events.awaitEvent("c init");

      assertThat(shown(supervisor)).containsExactly("a running", "b running", "c running");
      events.assertThatAre(
          "c terminate shutdown", "a terminate shutdown", "a init", "b init", "c init");
    }

    @Test
    void stopsTheGroupAgainWhenAChildWithABackoffDoesNotStart() {
      var supervisor =
          start(
              SupervisorSpec.oneForAll(
                  child("a", events), failing("b", 2).backoff(HOURS), child("c", events)));
      events.clear();

      dream.kill("c");
      events.awaitTimes(2, "a terminate shutdown");

      assertThat(shown(supervisor)).containsExactly("a undefined", "b restarting", "c undefined");
      events.assertThatAre(
          "b terminate shutdown",
          "a terminate shutdown",
          "a init",
          "b init",
          "a terminate shutdown");
    }

    @Test
    void startsNobodyWhenTheChildThatWaitsIsTerminated() {
      var supervisor = start(SupervisorSpec.oneForAll(child("a", events), waiting("b")));
      dream.kill("b");

      Supervisor.terminateChild(supervisor, "b");

      assertThat(shown(supervisor)).containsExactly("a undefined", "b undefined");
    }

    @Test
    void forgetsTemporaryBystanders() {
      var supervisor =
          start(
              SupervisorSpec.oneForAll(
                  child("a", events).restart(Restart.TEMPORARY), waiting("b")));

      dream.kill("b");

      assertThat(shown(supervisor)).containsExactly("b restarting");
    }
  }

  @Nested
  class RestForOne {

    @Test
    void stopsThoseStartedLaterAtOnceAndKeepsEarlierOnes() {
      var supervisor =
          start(SupervisorSpec.restForOne(child("a", events), waiting("b"), child("c", events)));
      events.clear();

      dream.kill("b");

      assertThat(shown(supervisor)).containsExactly("a running", "b restarting", "c undefined");
      events.assertThatAre("c terminate shutdown");
    }

    @Test
    void startsWhoWaitsTogetherWithAnEarlierChild() {
      var supervisor = start(SupervisorSpec.restForOne(child("a", events), waiting("b")));
      dream.kill("b");

      dream.kill("a");

      assertThat(shown(supervisor)).containsExactly("a running", "b running");
      assertThat(info(supervisor, "b").nextRestart()).isNull();
      dream.kill("b");
      assertThat(next(supervisor, "b").attempt()).isEqualTo(2);
    }
  }

  @Nested
  class Limit {

    @Test
    void doesNotCountARestartThatWaits() {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(waiting("a")).maxRestarts(0, Duration.ofMinutes(1)));

      dream.kill("a");

      assertThat(shown(supervisor)).containsExactly("a restarting");
    }

    @Test
    void countsEachRestartWhenItIsTried() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(failing("a", 100).backoff(SOON))
                  .maxRestarts(4, Duration.ofMinutes(1)));
      var end = dream.get().whenEnded(supervisor.address());

      dream.kill("a");

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(events.all()).hasSize(5).containsOnly("a init");
      assertThat(logs.from(Level.ERROR).getLast())
          .contains("gives up: 5 restarts in 60 s, limit 4");
    }
  }

  @Nested
  class Significant {

    @Test
    void childrenThatWaitKeepTheirSupervisorAlive() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(
                      waiting("a").restart(Restart.TRANSIENT).significant(),
                      child("b", events).restart(Restart.TRANSIENT).significant())
                  .autoShutdown(AutoShutdown.ALL_SIGNIFICANT));
      dream.kill("a");
      var end = dream.get().whenEnded(dream.pid("b"));
      dream.get().<Probe>ref("b").cast(Tell.stop(ExitReason.NORMAL));
      TestDream.get(end);

      assertThat(shown(supervisor)).containsExactly("a restarting", "b undefined");
    }
  }

  @Nested
  class Partitions {

    @Test
    void areNobodyWhileTheyWait() {
      var spec =
          PartitionSupervisorSpec.of(ChildSpec.worker(() -> new Probe("p", events)).backoff(HOURS))
              .partitions(2);
      var supervisor =
          dream
              .get()
              .startSupervisor(
                  SupervisorSpec.oneForOne(ChildSpec.partitionSupervisor("shards", spec)),
                  StartOptions.named("root"));
      ServerRef<PartitionSupervisor> shards = dream.get().ref("shards");
      Pid first = PartitionSupervisor.whichChildren(shards).getLast().pid();

      dream.get().exit(first, ExitReason.KILL);

      ChildInfo shown = PartitionSupervisor.whichChildren(shards).getLast();
      assertThat(shown.nextRestart().before()).isEqualTo(first);
      assertThat(Supervisor.countChildren(shards).active()).isEqualTo(1);
      supervisor.stop();
    }
  }
}
