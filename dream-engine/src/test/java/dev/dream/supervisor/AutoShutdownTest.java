package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static dev.dream.supervisor.AutoShutdown.ALL_SIGNIFICANT;
import static dev.dream.supervisor.AutoShutdown.ANY_SIGNIFICANT;
import static dev.dream.supervisor.AutoShutdown.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildException.Refusal;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AutoShutdownTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ChildSpec<Probe> significant(String id) {
    return child(id, events).restart(Restart.TRANSIENT).significant();
  }

  private static SupervisorSpec tree(AutoShutdown when, ChildSpec<?>... children) {
    return SupervisorSpec.oneForOne(children)
        .autoShutdown(when)
        .maxRestarts(Integer.MAX_VALUE, Processes.INFINITY);
  }

  private CompletionStage<ExitReason> endOf(ServerRef<?> supervisor) {
    return dream.get().whenEnded(supervisor.pid().orElseThrow());
  }

  /** Ends a child by itself; the supervisor's mailbox has its end when this returns. */
  private void end(String id, ExitReason reason) throws Exception {
    Pid pid = dream.pid(id);
    var end = dream.get().whenEnded(pid);
    dream.get().<Probe>ref(id).cast(Tell.stop(reason));
    TestDream.get(end);
  }

  @Nested
  class Any {

    @Test
    void endsWithTheFirstSignificantChild() throws Exception {
      var supervisor =
          dream.start(
              tree(ANY_SIGNIFICANT, child("a", events), significant("b"), significant("c")));
      var end = endOf(supervisor);
      events.clear();

      end("b", ExitReason.NORMAL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      events.assertThatAre("b terminate normal", "c terminate shutdown", "a terminate shutdown");
    }

    @Test
    void countsATemporaryChildThatCrashed() throws Exception {
      var supervisor =
          dream.start(tree(ANY_SIGNIFICANT, significant("a").restart(Restart.TEMPORARY)));
      var end = endOf(supervisor);

      end("a", TestChildren.BOOM);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }

    @Test
    void doesNotCountAChildThatIsRestarted() throws Exception {
      var supervisor = dream.start(tree(ANY_SIGNIFICANT, significant("a")));

      end("a", TestChildren.BOOM);

      assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(1);
    }

    @Test
    void doesNotCountOtherChildren() throws Exception {
      var supervisor =
          dream.start(tree(ANY_SIGNIFICANT, child("a", events).restart(Restart.TRANSIENT)));

      end("a", ExitReason.NORMAL);

      assertThat(Supervisor.countChildren(supervisor).specs()).isEqualTo(1);
    }

    @Test
    void doesNotCountAChildThatIsTerminated() {
      var supervisor = dream.start(tree(ANY_SIGNIFICANT, significant("a")));

      Supervisor.terminateChild(supervisor, "a");

      assertThat(Supervisor.countChildren(supervisor).active()).isZero();
    }

    @Test
    void doesNotCountAChildThatIsRestartedWithItsGroup() throws Exception {
      var supervisor =
          dream.start(
              SupervisorSpec.oneForAll(significant("a"), child("b", events))
                  .autoShutdown(ANY_SIGNIFICANT));

      end("b", ExitReason.NORMAL);

      assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(2);
    }

    @Test
    void countsAChildThatWasAddedLater() throws Exception {
      var supervisor = dream.start(tree(ANY_SIGNIFICANT));
      var end = endOf(supervisor);
      Supervisor.startChild(supervisor, significant("a"));

      end("a", ExitReason.SHUTDOWN);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }
  }

  @Nested
  class All {

    @Test
    void endsWithTheLastSignificantChild() throws Exception {
      var supervisor =
          dream.start(
              tree(ALL_SIGNIFICANT, child("a", events), significant("b"), significant("c")));
      var end = endOf(supervisor);

      end("b", ExitReason.NORMAL);
      assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(2);
      end("c", ExitReason.NORMAL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }

    @Test
    void doesNotWaitForAChildThatWasTerminated() throws Exception {
      var supervisor = dream.start(tree(ALL_SIGNIFICANT, significant("a"), significant("b")));
      var end = endOf(supervisor);

      Supervisor.terminateChild(supervisor, "a");
      end("b", ExitReason.NORMAL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }

    @Test
    void waitsForAChildThatIsBeingRestarted() throws Exception {
      var incarnations = new AtomicInteger();
      var retried =
          ChildSpec.worker(
                  "a",
                  () ->
                      new Probe("a", events)
                          .init(
                              probe ->
                                  incarnations.incrementAndGet() == 1
                                      ? probe.ok(0)
                                      : probe.stop(TestChildren.BOOM)))
              .named()
              .restart(Restart.TRANSIENT)
              .significant();
      var supervisor = dream.start(tree(ALL_SIGNIFICANT, retried, significant("b")));
      end("a", TestChildren.BOOM);

      end("b", ExitReason.NORMAL);

      assertThat(Supervisor.whichChildren(supervisor))
          .filteredOn(ChildInfo::restarting)
          .extracting(ChildInfo::id)
          .containsExactly("a");
    }
  }

  @Nested
  class Refuses {

    @Test
    void aSignificantChildThatWouldNotCount() {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> dream.start(tree(NEVER, child("a", events), significant("b"))))
          .withMessage(
              "start server failed: error: bad_combination: the significant child \"b\" does not go"
                  + " with autoShutdown NEVER; use ANY_SIGNIFICANT or ALL_SIGNIFICANT");
      events.assertThatAre();
    }

    @Test
    void aPermanentSignificantChild() {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(
              () -> dream.start(tree(ANY_SIGNIFICANT, significant("a").restart(Restart.PERMANENT))))
          .withMessageEndingWith(
              "the significant child \"a\" must not be permanent; make it transient or temporary");
    }

    @Test
    void suchAChildWhenItIsAdded() {
      var never = dream.start(tree(NEVER));
      var any = dream.start(tree(ANY_SIGNIFICANT));

      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> Supervisor.startChild(never, significant("a")))
          .withMessageStartingWith("start child \"a\" failed: the significant child \"a\" does not")
          .matches(refused -> refused.refusal() == Refusal.BAD_COMBINATION);
      assertThatExceptionOfType(ChildException.class)
          .isThrownBy(() -> Supervisor.startChild(any, significant("a").restart(Restart.PERMANENT)))
          .matches(refused -> refused.refusal() == Refusal.BAD_COMBINATION);
    }
  }
}
