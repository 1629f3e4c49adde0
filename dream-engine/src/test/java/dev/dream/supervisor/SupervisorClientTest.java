package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static dev.dream.supervisor.TestChildren.BOOM;
import static dev.dream.supervisor.TestChildren.failing;
import static dev.dream.supervisor.TestChildren.ids;
import static dev.dream.supervisor.TestChildren.ignoring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients ask of a {@link Supervisor}. */
class SupervisorClientTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Supervisor> supervisor() {
    return dream.start(SupervisorSpec.oneForOne(child("a", events)));
  }

  private static Refusal refusal(Runnable request) {
    return catchThrowableOfType(ChildException.class, request::run).refusal();
  }

  @Nested
  class StartChild {

    @Test
    void addsItLast() {
      var supervisor = supervisor();

      var result = Supervisor.startChild(supervisor, child("b", events));

      assertThat(result).isEqualTo(new StartResult.Started(dream.pid("b")));
      assertThat(ids(supervisor)).containsExactly("b", "a");
    }

    @Test
    void ofARunningIdTellsWhoRuns() {
      assertThat(Supervisor.startChild(supervisor(), child("a", events)))
          .isEqualTo(new StartResult.AlreadyStarted(dream.pid("a")));
    }

    @Test
    void ofAStoppedIdIsRefused() {
      var supervisor = supervisor();
      Supervisor.terminateChild(supervisor, "a");

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> Supervisor.startChild(supervisor, child("a", events)))
          .withMessage(
              "start child \"a\" failed: there is such a child already; restart it or delete it")
          .matches(refused -> refused.refusal() == Refusal.ALREADY_PRESENT);
    }

    @Test
    void thatFailsIsNotAdded() {
      var supervisor = supervisor();

      assertThat(Supervisor.startChild(supervisor, failing("b", events)))
          .isEqualTo(new StartResult.Failed(BOOM));
      assertThat(ids(supervisor)).containsExactly("a");
    }

    @Test
    void thatIgnoresIsKeptUnlessTemporary() {
      var supervisor = supervisor();

      assertThat(Supervisor.startChild(supervisor, ignoring("b", events)))
          .isEqualTo(new StartResult.Ignored());
      Supervisor.startChild(supervisor, ignoring("c", events).restart(Restart.TEMPORARY));

      assertThat(ids(supervisor)).containsExactly("b", "a");
    }

    @Test
    void needsAnId() {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Supervisor.startChild(supervisor(), ChildSpec.worker(Counter::new)));
    }
  }

  @Nested
  class TerminateChild {

    @Test
    void stopsItAndKeepsItsSpecification() {
      var supervisor = supervisor();

      Supervisor.terminateChild(supervisor, "a");

      events.assertThatAre("a init", "a terminate shutdown");
      assertThat(Supervisor.whichChildren(supervisor))
          .singleElement()
          .matches(c -> c.pid() == null);
    }

    @Test
    void ofAStoppedChildIsFine() {
      var supervisor = supervisor();

      Supervisor.terminateChild(supervisor, "a");
      Supervisor.terminateChild(supervisor, "a");

      assertThat(ids(supervisor)).containsExactly("a");
    }

    @Test
    void forgetsATemporaryChild() {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events).restart(Restart.TEMPORARY)));

      Supervisor.terminateChild(supervisor, "a");

      assertThat(ids(supervisor)).isEmpty();
    }

    @Test
    void ofAnUnknownIdIsRefused() {
      var supervisor = supervisor();

      assertThat(refusal(() -> Supervisor.terminateChild(supervisor, "x")))
          .isEqualTo(Refusal.NOT_FOUND);
    }
  }

  @Nested
  class RestartChild {

    @Test
    void startsAStoppedChildInItsOldPlace() {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events), child("b", events)));
      Supervisor.terminateChild(supervisor, "a");

      assertThat(Supervisor.restartChild(supervisor, "a"))
          .isEqualTo(new StartResult.Started(dream.pid("a")));
      assertThat(ids(supervisor)).containsExactly("b", "a");
    }

    @Test
    void startsATransientChildThatEndedNormally() throws Exception {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events).restart(Restart.TRANSIENT)));
      Pid first = dream.pid("a");
      var end = dream.get().whenEnded(first);
      dream.get().<Probe>ref("a").cast(Tell.stop(ExitReason.NORMAL));
      TestDream.get(end);

      Supervisor.restartChild(supervisor, "a");

      assertThat(dream.pid("a")).isNotEqualTo(first);
    }

    @Test
    void isRefusedForARunningAndAnUnknownChild() {
      var supervisor = supervisor();

      assertThat(refusal(() -> Supervisor.restartChild(supervisor, "a")))
          .isEqualTo(Refusal.RUNNING);
      assertThat(refusal(() -> Supervisor.restartChild(supervisor, "x")))
          .isEqualTo(Refusal.NOT_FOUND);
    }
  }

  @Nested
  class DeleteChild {

    @Test
    void forgetsAStoppedChildWhoseIdIsFreeThen() {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events), child("b", events)));
      Supervisor.terminateChild(supervisor, "a");

      Supervisor.deleteChild(supervisor, "a");
      Supervisor.startChild(supervisor, child("a", events));

      assertThat(ids(supervisor)).containsExactly("a", "b");
    }

    @Test
    void isRefusedForARunningAndAnUnknownChild() {
      var supervisor = supervisor();

      assertThat(refusal(() -> Supervisor.deleteChild(supervisor, "a"))).isEqualTo(Refusal.RUNNING);
      assertThat(refusal(() -> Supervisor.deleteChild(supervisor, "x")))
          .isEqualTo(Refusal.NOT_FOUND);
    }
  }

  @Nested
  class CountChildren {

    @Test
    void countsSpecificationsAndWhatRunsByType() {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(
                  child("a", events),
                  ignoring("b", events),
                  ChildSpec.supervisor("c", SupervisorSpec.oneForOne())));

      assertThat(Supervisor.countChildren(supervisor)).isEqualTo(new ChildCounts(3, 2, 1, 2));
    }
  }

  @Nested
  class GetChildSpec {

    @Test
    void returnsWhatAChildWasStartedFrom() {
      var a = child("a", events);
      var supervisor = dream.start(SupervisorSpec.oneForOne(a));

      assertThat(Supervisor.getChildSpec(supervisor, "a")).isEqualTo(a);
      assertThat(Supervisor.getChildSpec(supervisor, dream.pid("a"))).isEqualTo(a);
    }

    @Test
    void isRefusedForAStranger() {
      var supervisor = supervisor();
      Pid stranger = supervisor.pid().orElseThrow();

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> Supervisor.getChildSpec(supervisor, "nobody"))
          .withMessage(
              "get specification of child \"nobody\" failed: the supervisor has no such child")
          .matches(refused -> refused.refusal() == Refusal.NOT_FOUND);
      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> Supervisor.getChildSpec(supervisor, stranger))
          .matches(refused -> refused.refusal() == Refusal.NOT_FOUND);
    }
  }

  @Nested
  class Info {

    @Test
    void isSeenWithoutAskingTheSupervisor() {
      var supervisor = dream.start(SupervisorSpec.restForOne(child("a", events)));
      dream.kill("a");
      Supervisor.whichChildren(supervisor);

      var info = Supervisor.info(dream.get().node(), supervisor.pid().orElseThrow()).orElseThrow();

      assertThat(info.strategy()).isEqualTo(Strategy.REST_FOR_ONE);
      assertThat(info.children())
          .singleElement()
          .matches(child -> child.restarts() == 1 && dream.pid("a").equals(child.pid()));
    }

    @Test
    void isEmptyForWhatIsNoSupervisor() {
      supervisor();

      assertThat(Supervisor.info(dream.get().node(), dream.pid("a"))).isEmpty();
    }
  }
}
