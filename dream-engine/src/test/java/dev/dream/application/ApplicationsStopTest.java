package dev.dream.application;

import static dev.dream.application.TestApplication.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How {@link Applications} stop. */
class ApplicationsStopTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Applications applications() {
    return dream.get().applications();
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
      assertThat(states(applications())).containsOnly(State.STOPPED);
      TestDream.assertNothingIsLeft(dream.get());
    }

    @Test
    void ofOneLeavesTheOthers() {
      applications()
          .startAll(
              List.of(TestApplication.of("db", events), TestApplication.of("web", events, "db")));

      applications().stop("db");

      assertThat(states(applications())).containsExactly(State.STOPPED, State.RUNNING);
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

      assertThat(states(applications())).containsExactly(State.STOPPED);
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

      assertThat(states(applications())).containsExactly(State.STOPPED);
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
      assertThat(states(applications())).containsOnly(State.STOPPED);
      assertThat(events.all()).endsWith("db stop");
      TestDream.assertNothingIsLeft(dream.get());
    }
  }
}
