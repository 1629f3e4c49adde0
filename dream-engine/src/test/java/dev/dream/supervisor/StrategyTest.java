package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StrategyTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private SupervisorSpec abc(Strategy strategy) {
    return SupervisorSpec.of(
        strategy, List.of(child("a", events), child("b", events), child("c", events)));
  }

  /** Ends the child and waits until its supervisor has dealt with that. */
  private void end(ServerRef<Supervisor> supervisor, String id, Tell how) throws Exception {
    var end = dream.get().whenEnded(dream.pid(id));
    dream.get().<Probe>ref(id).cast(how);
    TestDream.get(end);
    Supervisor.whichChildren(supervisor);
  }

  private void crash(ServerRef<Supervisor> supervisor, String id) throws Exception {
    end(supervisor, id, Tell.crash("boom"));
  }

  private List<Pid> pids() {
    return Stream.of("a", "b", "c").map(dream::pid).toList();
  }

  private static List<String> running(ServerRef<Supervisor> supervisor) {
    return Supervisor.whichChildren(supervisor).stream()
        .filter(child -> child.pid() != null)
        .map(ChildInfo::id)
        .toList();
  }

  @Nested
  class OneForOne {

    @Test
    void restartsTheFailedChildOnly() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ONE));
      List<Pid> before = pids();

      crash(supervisor, "b");

      assertThat(pids()).element(0).isEqualTo(before.get(0));
      assertThat(pids()).element(1).isNotEqualTo(before.get(1));
      assertThat(pids()).element(2).isEqualTo(before.get(2));
    }

    @Test
    void keepsTheChildsPlaceForTheStop() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ONE));
      crash(supervisor, "a");
      events.clear();

      supervisor.stop();

      events.assertThatAre("c terminate shutdown", "b terminate shutdown", "a terminate shutdown");
    }

    @Test
    void restartsWithTheFirstState() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ONE));
      ServerRef<Probe> a = dream.get().ref("a");
      a.cast(new Tell((probe, state) -> probe.noReply(state + 5)));

      crash(supervisor, "a");

      assertThat(a.call(Ask.state())).isEqualTo(0);
    }

    @Test
    void restartsAPermanentChildAlsoAfterANormalEnd() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ONE));

      end(supervisor, "a", Tell.stop(ExitReason.NORMAL));

      assertThat(running(supervisor)).containsExactly("c", "b", "a");
    }

    @Test
    void keepsATransientChildThatEndedNormallyWithoutAProcess() throws Exception {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events).restart(Restart.TRANSIENT)));

      end(supervisor, "a", Tell.stop(ExitReason.shutdown("done")));

      assertThat(running(supervisor)).isEmpty();
      assertThat(Supervisor.countChildren(supervisor).specs()).isEqualTo(1);
    }

    @Test
    void forgetsATemporaryChild() throws Exception {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events).restart(Restart.TEMPORARY)));

      crash(supervisor, "a");

      assertThat(Supervisor.whichChildren(supervisor)).isEmpty();
    }
  }

  @Nested
  class OneForAll {

    @Test
    void stopsTheOthersInReverseOrderAndStartsAllInOrder() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ALL));
      events.clear();

      crash(supervisor, "b");

      events.assertThatAre(
          "b terminate java.lang.IllegalStateException: boom",
          "c terminate shutdown",
          "a terminate shutdown",
          "a init",
          "b init",
          "c init");
    }

    @Test
    void restartsNobodyWhenATransientChildEndsNormally() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForAll(
                  child("a", events).restart(Restart.TRANSIENT), child("b", events)));
      events.clear();

      end(supervisor, "a", Tell.stop(ExitReason.NORMAL));

      events.assertThatAre("a terminate normal");
    }

    @Test
    void forgetsTemporaryBystandersAndRestartsTransientOnes() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForAll(
                  child("a", events),
                  child("b", events).restart(Restart.TEMPORARY),
                  child("c", events).restart(Restart.TRANSIENT)));

      crash(supervisor, "a");

      assertThat(running(supervisor)).containsExactly("c", "a");
      assertThat(Supervisor.countChildren(supervisor).specs()).isEqualTo(2);
    }

    @Test
    void alsoStartsWhatWasTerminated() throws Exception {
      var supervisor = dream.start(abc(Strategy.ONE_FOR_ALL));
      Supervisor.terminateChild(supervisor, "b");

      crash(supervisor, "a");

      assertThat(running(supervisor)).containsExactly("c", "b", "a");
    }
  }

  @Nested
  class RestForOne {

    @Test
    void restartsTheChildAndThoseStartedAfterIt() throws Exception {
      var supervisor = dream.start(abc(Strategy.REST_FOR_ONE));
      List<Pid> before = pids();
      events.clear();

      crash(supervisor, "b");

      events.assertThatAre(
          "b terminate java.lang.IllegalStateException: boom",
          "c terminate shutdown",
          "b init",
          "c init");
      assertThat(pids()).first().isEqualTo(before.getFirst());
    }

    @Test
    void startsTheGroupInStartOrder() {
      assertThat(Strategy.REST_FOR_ONE.group(() -> List.of(1, 2, 3), 2)).containsExactly(2, 3);
      assertThat(Strategy.ONE_FOR_ALL.group(() -> List.of(1, 2, 3), 2)).containsExactly(1, 2, 3);
      assertThat(Strategy.ONE_FOR_ONE.group(() -> List.of(1, 2, 3), 2)).containsExactly(2);
    }
  }
}
