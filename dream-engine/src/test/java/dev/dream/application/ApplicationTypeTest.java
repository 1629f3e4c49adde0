package dev.dream.application;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.Supervisor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What it means that an application's tree ends by itself. */
class ApplicationTypeTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  /** Starts {@code other} and then {@code app}, and hears of their ends. */
  private void start(ApplicationType type) {
    Applications applications = dream.get().applications();
    applications.addListener(
        (name, reason, fatal) -> events.add("%s ended %s %s".formatted(name, reason, fatal)));
    applications.startAll(
        List.of(TestApplication.of("other", events), TestApplication.of("app", type, events)));
    events.clear();
  }

  private List<State> states() {
    return dream.get().applications().list().stream().map(ApplicationInfo::state).toList();
  }

  private void stopNormally() {
    ServerRef<Supervisor> root = dream.get().ref("app.supervisor");
    root.stop();
  }

  @Test
  void aPermanentOneTakesTheOthersAlong() {
    start(ApplicationType.PERMANENT);

    dream.kill("app");
    events.awaitEvent("other stop");

    events.assertThatAre(
        "app stop",
        "app ended shutdown true",
        "other prepStop",
        "other terminate shutdown",
        "other stop");
    assertThat(logs.from(Level.ERROR)).contains("application \"app\" (PERMANENT) ended: shutdown");
  }

  @Test
  void aPermanentOneDoesSoWhateverTheReason() {
    start(ApplicationType.PERMANENT);

    stopNormally();

    events.awaitEvent("other stop");
  }

  @Test
  void aTransientOneTakesTheOthersAlongWhenItGivesUp() {
    start(ApplicationType.TRANSIENT);

    dream.kill("app");

    events.awaitEvent("other stop");
  }

  @Test
  void aTransientOneLeavesTheOthersWhenItEndsNormally() {
    start(ApplicationType.TRANSIENT);

    stopNormally();
    events.awaitEvent("app ended normal false");

    assertThat(states()).containsExactly(State.RUNNING, State.ENDED);
  }

  @Test
  void aTemporaryOneLeavesTheOthersAndIsReported() {
    start(ApplicationType.TEMPORARY);

    dream.kill("app");
    events.awaitEvent("app ended shutdown false");

    assertThat(states()).containsExactly(State.RUNNING, State.ENDED);
    ApplicationInfo ended = dream.get().applications().list().getLast();
    assertThat(ended.reason()).isEqualTo(ExitReason.SHUTDOWN);
    assertThat(ended.lastWords()).contains(" gives up: 1 restarts in ", ", limit 0; last: child ");
    assertThat(logs.from(Level.WARN)).contains("application \"app\" (TEMPORARY) ended: shutdown");
  }

  @Test
  void aFailingListenerDoesNotKeepTheOthersFromHearing() {
    dream
        .get()
        .applications()
        .addListener(
            (_, _, _) -> {
              throw new AssertionError("boom");
            });
    start(ApplicationType.PERMANENT);

    dream.kill("app");

    events.awaitEvent("app ended shutdown true");
    events.awaitEvent("other stop");
  }

  @Test
  void anApplicationThatEndedMayBeStartedAgain() {
    start(ApplicationType.TEMPORARY);
    dream.kill("app");
    events.awaitEvent("app ended shutdown false");

    dream.get().start(TestApplication.of("app", events));

    assertThat(states()).containsExactly(State.RUNNING, State.RUNNING);
  }

  @Test
  void aStopIsNotAnEnd() {
    start(ApplicationType.PERMANENT);

    dream.get().applications().stop("app");

    assertThat(states()).containsExactly(State.RUNNING, State.STOPPED);
    events.assertThatAre("app prepStop", "app terminate shutdown", "app stop");
  }
}
