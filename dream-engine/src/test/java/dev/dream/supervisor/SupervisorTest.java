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
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SupervisorTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  @Nested
  class Start {

    @Test
    void startsChildrenInOrderAndListsTheNewestFirst() {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(child("a", events), child("b", events), child("c", events)));

      events.assertThatAre("a init", "b init", "c init");
      assertThat(ids(supervisor)).containsExactly("c", "b", "a");
    }

    @Test
    void ofAFailingChildRollsBackAndLeavesNothing() {
      var tree =
          SupervisorSpec.oneForOne(
              child("a", events), child("b", events), failing("c", events), child("d", events));

      var failed =
          catchThrowableOfType(
              StartException.class,
              () -> dream.get().startSupervisor(tree, StartOptions.named("root")));

      assertThat(failed)
          .hasMessage("start \"root\" failed: shutdown: failed to start child \"c\": error: boom");
      events.assertThatAre(
          "a init", "b init", "c init", "b terminate shutdown", "a terminate shutdown");
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void ofAChildWithATakenNameFails() {
      dream.get().start(Counter::new, StartOptions.named("a"));
      Pid holder = dream.pid("a");

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> dream.start(SupervisorSpec.oneForOne(child("a", events))))
          .withMessageContaining("already started: its name belongs to " + holder);
    }

    @Test
    void keepsAChildThatIgnores() {
      var supervisor = dream.start(SupervisorSpec.oneForOne(ignoring("a", events)));

      assertThat(Supervisor.whichChildren(supervisor))
          .singleElement()
          .matches(child -> child.pid() == null && !child.restarting());
    }

    @Test
    void linkedToTheCallerEndsWithIt() throws Exception {
      var started = new CompletableFuture<Pid>();
      Pid parent =
          dream
              .get()
              .spawn(
                  () -> {
                    var tree = SupervisorSpec.oneForOne(child("a", events));
                    started.complete(
                        Supervisor.startLink(tree, StartOptions.DEFAULT).pid().orElseThrow());
                    Processes.receive("end"::equals);
                  });
      var end = dream.get().whenEnded(TestDream.get(started));

      dream.get().send(parent, "end");

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.NORMAL);
      events.assertThatAre("a init", "a terminate shutdown");
    }
  }

  @Nested
  class Stop {

    @Test
    void stopsChildrenInReverseOrderWithShutdownWhateverItsReason() {
      var supervisor =
          dream.start(SupervisorSpec.oneForOne(child("a", events), child("b", events)));
      events.clear();

      supervisor.stop(BOOM, TestDream.LIMIT);

      events.assertThatAre("b terminate shutdown", "a terminate shutdown");
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void ofATreeGoesDepthFirst() {
      var inner = SupervisorSpec.oneForOne(child("b", events), child("c", events));
      var root =
          dream.start(
              SupervisorSpec.oneForOne(
                  child("a", events), ChildSpec.supervisor("inner", inner), child("d", events)));
      events.assertThatAre("a init", "b init", "c init", "d init");
      events.clear();

      root.stop();

      events.assertThatAre(
          "d terminate shutdown",
          "c terminate shutdown",
          "b terminate shutdown",
          "a terminate shutdown");
    }

    @Test
    void isNotCausedByAStrangersExitSignalNorByMessages() {
      var supervisor = dream.start(SupervisorSpec.oneForOne(child("a", events)));

      dream.get().exit(supervisor.pid().orElseThrow(), BOOM);
      dream.get().send(supervisor.address(), "hello");

      assertThat(ids(supervisor)).containsExactly("a");
    }

    @Test
    void byAKillTakesTheChildrenAlong() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(
                  child("a", events), ChildSpec.worker("b", Counter::new).named()));
      var a = dream.get().whenEnded(dream.pid("a"));
      var b = dream.get().whenEnded(dream.pid("b"));

      dream.get().exit(supervisor.pid().orElseThrow(), ExitReason.KILL);

      assertThat(TestDream.get(a)).isEqualTo(ExitReason.KILLED);
      assertThat(TestDream.get(b)).isEqualTo(ExitReason.KILLED);
      events.assertThatAre("a init", "a terminate killed");
    }
  }

  @Nested
  class Dead {

    @Test
    void failsEveryRequestWithNoproc() {
      var supervisor = dream.start(SupervisorSpec.oneForOne());
      supervisor.stop();

      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Supervisor.whichChildren(supervisor))
          .matches(failed -> failed.reason() == ExitReason.NOPROC);
    }
  }
}
