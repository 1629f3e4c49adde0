package dev.dream.application;

import static dev.dream.application.TestApplication.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.genserver.ServerRef;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.util.List;
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

  @Nested
  class Start {

    @Test
    void startsDependenciesFirst() {
      applications()
          .startAll(
              List.of(TestApplication.of("web", events, "db"), TestApplication.of("db", events)));

      events.assertThatAre("db start", "db init", "web start", "web init");
      assertThat(applications().list()).extracting("name").containsExactly("db", "web");
      assertThat(states(applications())).containsOnly(State.RUNNING);
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

      assertThat(states(applications())).containsExactly(State.RUNNING);
    }

    @Test
    void startsAgainWhatWasStopped() {
      dream.get().start(TestApplication.of("web", events));
      applications().stop("web");

      dream.get().start(TestApplication.of("web", events));

      assertThat(states(applications())).containsExactly(State.RUNNING);
    }

    @Test
    void refusesAProcess() {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> dream.run(() -> dream.get().start(TestApplication.of("web", events))))
          .withMessageContaining("is a process, and would wait for itself; use another thread");
    }
  }
}
