package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildException.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamicSupervisorTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private static Pid started(ServerRef<DynamicSupervisor> supervisor, ChildSpec<?> child) {
    return DynamicSupervisor.startChild(supervisor, child).started().orElseThrow();
  }

  @Test
  void survivesAStartFunctionThatReturnsNothing() {
    ServerRef<DynamicSupervisor> supervisor = unlimited();
    ChildSpec<?> child = ChildSpec.child("x", _ -> null, ChildType.WORKER);
    assertThat(DynamicSupervisor.startChild(supervisor, child))
        .isEqualTo(
            new StartResult.Failed(
                ExitReason.error("bad_return_value: the start function returned null")));
    assertThat(pids(supervisor)).isEmpty();
  }

  private static List<Pid> pids(ServerRef<DynamicSupervisor> supervisor) {
    return DynamicSupervisor.whichChildren(supervisor).stream().map(ChildInfo::pid).toList();
  }

  private ServerRef<DynamicSupervisor> unlimited() {
    return dream.start(
        DynamicSupervisorSpec.DEFAULT.maxRestarts(Integer.MAX_VALUE, Processes.INFINITY));
  }

  private ChildSpec<Probe> probe(String id) {
    return ChildSpec.worker(id, () -> new Probe(id, events).trapping());
  }

  /** Ends a child by itself; the supervisor has been told when this returns. */
  private void end(Pid child, ExitReason reason) throws Exception {
    var end = dream.get().whenEnded(child);
    ServerRef.<Probe>of(dream.get().node(), child).cast(Tell.stop(reason));
    TestDream.get(end);
  }

  @Nested
  class Starts {

    @Test
    void withoutChildren() {
      var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);

      assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
      assertThat(DynamicSupervisor.countChildren(supervisor))
          .isEqualTo(new ChildCounts(0, 0, 0, 0));
    }

    @Test
    void linkedToItsCaller() throws Exception {
      CompletionStage<ExitReason> end =
          dream
              .get()
              .run(
                  () ->
                      dream
                          .get()
                          .whenEnded(
                              DynamicSupervisor.startLink(
                                      DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT)
                                  .address()));

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void notIfItsNameIsTaken() {
      dream
          .get()
          .startDynamicSupervisor(DynamicSupervisorSpec.DEFAULT, StartOptions.named("rooms"));

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .startDynamicSupervisor(
                          DynamicSupervisorSpec.DEFAULT, StartOptions.named("rooms")))
          .matches(failed -> failed.result() instanceof StartResult.AlreadyStarted);
    }

    @Test
    void notIfItsDescriptionSaysIgnore() throws Exception {
      StartResult result =
          dream
              .get()
              .run(
                  () ->
                      DynamicSupervisor.tryStartLink(SupervisorInit::ignore, StartOptions.DEFAULT));

      assertThat(result).isEqualTo(new StartResult.Ignored());
    }

    @Test
    void asAChild() {
      dream.start(
          SupervisorSpec.oneForOne(
              ChildSpec.dynamicSupervisor("rooms", DynamicSupervisorSpec.DEFAULT).named()));

      Pid room = started(dream.get().ref("rooms"), probe("a"));

      assertThat(dream.get().alive(room)).isTrue();
    }
  }

  @Nested
  class StartChild {

    @Test
    void startsAndListsIt() {
      var supervisor = unlimited();

      Pid a = started(supervisor, probe("a"));
      Pid b = started(supervisor, probe("b"));

      assertThat(pids(supervisor)).containsExactly(a, b);
    }

    @Test
    void needsNoIdAndTakesOneTwice() {
      var supervisor = unlimited();

      started(supervisor, ChildSpec.worker(Counter::new));
      started(supervisor, probe("a"));
      started(supervisor, probe("a"));

      assertThat(DynamicSupervisor.whichChildren(supervisor))
          .extracting(ChildInfo::id)
          .containsExactly("", "a", "a");
    }

    @Test
    void keepsNothingOfAChildWhoseNameIsTaken() {
      var supervisor = unlimited();
      Pid a = started(supervisor, probe("a").named());

      assertThat(DynamicSupervisor.startChild(supervisor, probe("a").named()))
          .isEqualTo(new StartResult.AlreadyStarted(a));
      assertThat(pids(supervisor)).containsExactly(a);
    }

    @Test
    void keepsNothingOfAChildThatAnswersIgnore() {
      var supervisor = unlimited();

      assertThat(DynamicSupervisor.startChild(supervisor, TestChildren.ignoring("a", events)))
          .isEqualTo(new StartResult.Ignored());
      assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isZero();
    }

    @Test
    void keepsNothingOfAChildThatFails() {
      var supervisor = unlimited();

      assertThat(DynamicSupervisor.startChild(supervisor, TestChildren.failing("a", events)))
          .isEqualTo(new StartResult.Failed(TestChildren.BOOM));
      assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isZero();
    }

    @Test
    void isRefusedBeyondTheLimit() {
      var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT.maxChildren(2));
      started(supervisor, probe("a"));
      Pid b = started(supervisor, probe("b"));

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> DynamicSupervisor.startChild(supervisor, probe("c")))
          .withMessage("start child \"c\" failed: the supervisor has 2 children, limit 2")
          .matches(refused -> refused.refusal() == Refusal.MAX_CHILDREN);
      DynamicSupervisor.terminateChild(supervisor, b);
      assertThat(DynamicSupervisor.startChild(supervisor, probe("c")).started()).isPresent();
    }

    @Test
    void countsAChildBeingRestartedTowardsTheLimit() throws Exception {
      var supervisor = retrying(DynamicSupervisorSpec.DEFAULT.maxChildren(1));

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> DynamicSupervisor.startChild(supervisor, probe("b")))
          .matches(refused -> refused.refusal() == Refusal.MAX_CHILDREN);
    }
  }

  @Nested
  class TerminateChild {

    @Test
    void stopsItAndForgetsIt() throws Exception {
      var supervisor = unlimited();
      Pid a = started(supervisor, probe("a"));
      var end = dream.get().whenEnded(a);

      DynamicSupervisor.terminateChild(supervisor, a);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(pids(supervisor)).isEmpty();
      events.assertThatAre("a init", "a terminate shutdown");
    }

    @Test
    void isRefusedForAStranger() {
      var supervisor = unlimited();
      Pid stranger = supervisor.pid().orElseThrow();

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> DynamicSupervisor.terminateChild(supervisor, stranger))
          .withMessage("terminate child " + stranger + " failed: the supervisor has no such child")
          .matches(refused -> refused.refusal() == Refusal.NOT_FOUND);
    }

    @Test
    void endsTheRestartsOfOneThatCannotBeStarted() throws Exception {
      var supervisor = retrying(DynamicSupervisorSpec.DEFAULT);

      DynamicSupervisor.terminateChild(supervisor, formerPid);

      assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
    }
  }

  private Pid formerPid;

  /** Returns a supervisor whose only child can never be started again. */
  private ServerRef<DynamicSupervisor> retrying(DynamicSupervisorSpec spec) throws Exception {
    var supervisor = dream.start(spec.maxRestarts(Integer.MAX_VALUE, Processes.INFINITY));
    formerPid = started(supervisor, startingOnce("a"));
    end(formerPid, TestChildren.BOOM);
    return supervisor;
  }

  private ChildSpec<Probe> startingOnce(String id) {
    var incarnations = new AtomicInteger();
    return ChildSpec.worker(
        id,
        () ->
            new Probe(id, events)
                .init(
                    probe ->
                        incarnations.incrementAndGet() == 1
                            ? probe.ok(0)
                            : probe.stop(TestChildren.BOOM)));
  }

  @Nested
  class AChildThatEnds {

    @Test
    void isRestartedWithAnotherPid() throws Exception {
      var supervisor = unlimited();
      Pid a = started(supervisor, probe("a"));

      end(a, ExitReason.NORMAL);

      assertThat(pids(supervisor)).hasSize(1).doesNotContain(a).doesNotContainNull();
      assertThat(DynamicSupervisor.whichChildren(supervisor).getFirst().restarts()).isEqualTo(1);
    }

    @Test
    void leavesTheOthersAlone() throws Exception {
      var supervisor = unlimited();
      Pid a = started(supervisor, probe("a"));
      Pid b = started(supervisor, probe("b"));

      end(a, TestChildren.BOOM);

      assertThat(pids(supervisor)).hasSize(2).contains(b);
    }

    @Test
    void isForgottenIfTransientAndOrderly() throws Exception {
      var supervisor = unlimited();
      for (ExitReason orderly :
          List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("done"))) {
        end(started(supervisor, probe("a").restart(Restart.TRANSIENT)), orderly);
      }

      assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
    }

    @Test
    void isRestartedIfTransientAndCrashed() throws Exception {
      var supervisor = unlimited();

      end(started(supervisor, probe("a").restart(Restart.TRANSIENT)), TestChildren.BOOM);

      assertThat(pids(supervisor)).hasSize(1);
    }

    @Test
    void isForgottenIfTemporary() throws Exception {
      var supervisor = unlimited();

      end(started(supervisor, probe("a").restart(Restart.TEMPORARY)), TestChildren.BOOM);

      assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
    }

    @Test
    void isForgottenIfItsRestartAnswersIgnore() throws Exception {
      var supervisor = unlimited();
      var incarnations = new AtomicInteger();
      Pid a =
          started(
              supervisor,
              ChildSpec.worker(
                  "a",
                  () ->
                      new Probe("a", events)
                          .init(
                              incarnations.incrementAndGet() == 1
                                  ? probe -> probe.ok(0)
                                  : GenServer::ignore)));

      end(a, TestChildren.BOOM);

      assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
    }

    @Test
    void isListedAsRestartingWhileItCannotBeStarted() throws Exception {
      var supervisor = retrying(DynamicSupervisorSpec.DEFAULT);

      assertThat(DynamicSupervisor.whichChildren(supervisor))
          .singleElement()
          .matches(child -> child.restarting() && child.pid() == null);
      assertThat(DynamicSupervisor.countChildren(supervisor))
          .isEqualTo(new ChildCounts(1, 0, 0, 1));
    }

    @Test
    void endsTheSupervisorWhenRestartsExceedTheLimit() throws Exception {
      var supervisor =
          dream.start(DynamicSupervisorSpec.DEFAULT.maxRestarts(1, Duration.ofHours(1)));
      Pid a = started(supervisor, probe("a"));
      Pid b = started(supervisor, probe("b"));
      Pid pid = supervisor.pid().orElseThrow();
      var otherEnd = dream.get().whenEnded(b);
      var supervisorEnd = dream.get().whenEnded(pid);

      end(a, TestChildren.BOOM);
      end(pids(supervisor).getLast(), TestChildren.BOOM);

      assertThat(TestDream.get(supervisorEnd)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(TestDream.get(otherEnd)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(logs.from(Level.ERROR).getLast())
          .startsWith("supervisor " + pid + " gives up: 2 restarts in 3600 s, limit 1\n    last: ");
    }

    @Test
    void endsTheSupervisorWhenItsRestartFailsTooOften() throws Exception {
      var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
      var supervisorEnd = dream.get().whenEnded(supervisor.pid().orElseThrow());

      end(started(supervisor, startingOnce("a")), TestChildren.BOOM);

      assertThat(TestDream.get(supervisorEnd)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(logs.from(Level.ERROR).getLast())
          .endsWith("last: child \"a\" did not start: error: boom");
    }
  }

  @Nested
  class CountChildren {

    @Test
    void tellsWorkersFromSupervisors() {
      var supervisor = unlimited();
      started(supervisor, probe("a"));
      started(supervisor, ChildSpec.supervisor("b", SupervisorSpec.oneForOne()));
      started(supervisor, ChildSpec.dynamicSupervisor("c", DynamicSupervisorSpec.DEFAULT));

      assertThat(DynamicSupervisor.countChildren(supervisor))
          .isEqualTo(new ChildCounts(3, 3, 2, 1));
    }
  }

  @Nested
  class Info {

    @Test
    void showsWhatItIsWithoutAskingIt() throws Exception {
      var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
      Pid a = started(supervisor, probe("a"));
      var release = new CompletableFuture<Boolean>();
      var starting = new CompletableFuture<Boolean>();
      Thread asking =
          Thread.startVirtualThread(
              () ->
                  DynamicSupervisor.startChild(
                      supervisor,
                      ChildSpec.child(
                          "slow",
                          _ -> {
                            starting.complete(true);
                            release.join();
                            return new StartResult.Ignored();
                          },
                          ChildType.WORKER)));
      TestDream.get(starting);

      var info = DynamicSupervisor.info(dream.get().node(), supervisor.pid().orElseThrow());

      release.complete(true);
      asking.join();
      assertThat(info.orElseThrow().strategy()).isEqualTo(Strategy.ONE_FOR_ONE);
      assertThat(info.orElseThrow().children()).extracting(ChildInfo::pid).containsExactly(a);
    }
  }
}
