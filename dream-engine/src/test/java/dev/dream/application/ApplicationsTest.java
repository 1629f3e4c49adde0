package dev.dream.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationsTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Applications applications() {
    return dream.get().applications();
  }

  private List<State> states() {
    return applications().list().stream().map(ApplicationInfo::state).toList();
  }

  @Nested
  class Start {

    @Test
    void startsDependenciesFirst() {
      applications()
          .startAll(
              List.of(TestApplication.of("web", events, "db"), TestApplication.of("db", events)));

      events.assertThatAre("db start", "db init", "web start", "web init");
      assertThat(applications().list()).extracting("name").containsExactly("db", "web");
      assertThat(states()).containsOnly(State.RUNNING);
    }

    @Test
    void namesTheRootSupervisor() {
      dream.get().start(TestApplication.of("web", events));

      ServerRef<Supervisor> root = dream.get().ref("web.supervisor");
      assertThat(Supervisor.countChildren(root).active()).isEqualTo(1);
      assertThat(applications().list().getFirst().supervisor()).isEqualTo(root.pid().orElseThrow());
    }

    @Test
    void rollsBackWhatItStartedWhenOneFails() {
      var failing =
          new TestApplication(
              "web",
              ApplicationType.TEMPORARY,
              SupervisorSpec.oneForOne(
                  ChildSpec.worker(
                      "bad",
                      () -> {
                        throw new IllegalStateException("boom");
                      })),
              events,
              "db");

      assertThatExceptionOfType(ApplicationException.class)
          .isThrownBy(
              () -> applications().startAll(List.of(failing, TestApplication.of("db", events))))
          .withMessage(
              "start application \"web\" failed: start \"web.supervisor\" failed: shutdown: failed"
                  + " to start child \"bad\": java.lang.IllegalStateException: boom");

      events.assertThatAre(
          "db start", "db init", "web start", "db prepStop", "db terminate shutdown", "db stop");
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void rollsBackWhateverItsCallbackThrows() {
      var failing =
          new TestApplication(
              "web", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), events) {
            @Override
            public SupervisorSpec start() {
              throw new AssertionError("boom");
            }
          };

      assertThatExceptionOfType(ApplicationException.class)
          .isThrownBy(
              () -> applications().startAll(List.of(TestApplication.of("db", events), failing)))
          .withMessage("start application \"web\" failed: java.lang.AssertionError: boom");
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void leavesAloneWhatRanBefore() {
      dream.get().start(TestApplication.of("db", events));

      assertThatExceptionOfType(ApplicationException.class)
          .isThrownBy(() -> dream.get().start(TestApplication.of("web", events, "db", "missing")));

      assertThat(states()).containsExactly(State.RUNNING);
    }

    @Test
    void startsAgainWhatWasStopped() {
      dream.get().start(TestApplication.of("web", events));
      applications().stop("web");

      dream.get().start(TestApplication.of("web", events));

      assertThat(states()).containsExactly(State.RUNNING);
    }

    @Test
    void refusesAProcess() {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> dream.run(() -> dream.get().start(TestApplication.of("web", events))))
          .withMessageContaining("is a process, and would wait for itself; use another thread");
    }
  }

  @Nested
  class Stop {

    @Test
    void stopsInReverseOrderWithPrepStopBeforeAndStopAfterTheTree() {
      applications()
          .startAll(
              List.of(TestApplication.of("db", events), TestApplication.of("web", events, "db")));
      events.clear();

      applications().stopAll();

      events.assertThatAre(
          "web prepStop",
          "web terminate shutdown",
          "web stop",
          "db prepStop",
          "db terminate shutdown",
          "db stop");
      assertThat(states()).containsOnly(State.STOPPED);
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void ofOneLeavesTheOthers() {
      applications()
          .startAll(
              List.of(TestApplication.of("db", events), TestApplication.of("web", events, "db")));

      applications().stop("db");

      assertThat(states()).containsExactly(State.STOPPED, State.RUNNING);
    }

    @Test
    void ofOneThatDoesNotRunIsRefused() {
      assertThatExceptionOfType(ApplicationException.class)
          .isThrownBy(() -> applications().stop("web"))
          .withMessage("stop application \"web\" failed: it does not run");
    }

    @Test
    void happensOnce() {
      dream.get().start(TestApplication.of("web", events));

      applications().stopAll();
      applications().stopAll();

      assertThat(events.all()).containsOnlyOnce("web stop");
    }

    @Test
    void goesOnWhateverItsCallbacksThrow() {
      dream
          .get()
          .start(
              new TestApplication(
                  "web",
                  ApplicationType.TEMPORARY,
                  SupervisorSpec.oneForOne(Probe.child("web", events)),
                  events) {
                @Override
                public void prepStop() {
                  throw new AssertionError("boom");
                }

                @Override
                public void stop() throws Exception {
                  throw new java.io.IOException("boom");
                }
              });

      applications().stopAll();

      assertThat(states()).containsExactly(State.STOPPED);
      assertThat(logs.from(Level.ERROR))
          .containsExactly(
              "prepStop of application \"web\" failed", "stop of application \"web\" failed");
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void goesOnWithoutACallbackThatTakesTooLong() {
      var interrupted = new CountDownLatch(1);
      dream
          .get()
          .start(
              new TestApplication(
                  "web",
                  ApplicationType.TEMPORARY,
                  SupervisorSpec.oneForOne(Probe.child("web", events)),
                  events) {
                @Override
                public void prepStop() throws Exception {
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                }
              });

      applications().stopAll(Duration.ofMillis(20));

      assertThat(logs.from(Level.WARN))
          .anyMatch(line -> line.startsWith("prepStop of application \"web\" did not end within"));
      assertThat(events.all()).endsWith("web stop");
      await("the callback hears of it").until(() -> interrupted.getCount() == 0);
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void mayTakeAllTheTimeOfTheWorld() {
      dream.get().start(TestApplication.of("web", events));

      applications().stopAll(Processes.INFINITY);

      assertThat(states()).containsExactly(State.STOPPED);
    }

    @Test
    void killsAndReportsWhatExceedsTheBudget() {
      var stubborn =
          ChildSpec.worker(
                  "stubborn",
                  () ->
                      new Probe("stubborn", events)
                          .trapping()
                          .terminate(_ -> Processes.receive("never"::equals)))
              .named()
              .shutdown(dev.dream.supervisor.Shutdown.INFINITY);
      dream.get().start(TestApplication.of("db", events));
      dream
          .get()
          .start(
              Application.of("web", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(stubborn)));
      var root = dream.pid("web.supervisor");
      var child = dream.pid("stubborn");

      applications().stopAll(Duration.ofMillis(50));

      assertThat(logs.from(Level.WARN))
          .anyMatch(
              line ->
                  line.matches(
                      "application \"web\" did not stop within \\d+ ms: killing 2 processes,"
                          + " \"web.supervisor\" %s, \"stubborn\" %s".formatted(root, child)));
      assertThat(states()).containsOnly(State.STOPPED);
      assertThat(events.all()).endsWith("db stop");
      TestDream.assertNothingIsLeft(dream.get());
    }
  }
}
