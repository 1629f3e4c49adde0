package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.Events;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import dev.dream.statem.StateEvent.Internal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeoutTypeTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  @RegisterExtension final TestDream dream = new TestDream();
  final Events events = new Events();
  final Machine made = new Machine(events);
  ServerRef<Machine> machine;

  @BeforeEach
  void start() {
    machine = dream.get().start(() -> made);
  }

  private void act(Action... actions) {
    machine.cast(Tell.act(actions));
    machine.call(Ask.data());
  }

  /** What is updated though it does not run is due at once: so it was cancelled. */
  private void assertDueWhen(Action update, String event) {
    act(update);
    assertThat(events.all()).contains(event);
  }

  @Nested
  class OfTheState {

    @Test
    void comesAlthoughEventsDo() {
      act(made.stateTimeout(SOON, "st"));

      events.awaitEvent("state timeout st in off");
    }

    @Test
    void isCancelledByAStateChange() {
      act(made.stateTimeout(NEVER, "st"));
      machine.cast(Tell.go("on"));

      assertDueWhen(made.updateStateTimeout("due"), "state timeout due in on");
    }

    @Test
    void outlivesNextStateToTheSameState() {
      act(made.stateTimeout(NEVER, "st"));
      machine.cast(Tell.go("off"));
      act(made.updateStateTimeout("due"));

      assertThat(events.all()).doesNotContain("state timeout due in off");
    }

    @Test
    void setByTheEventThatChangesTheStateIsTheNewStates() {
      machine.cast(Tell.go("on", made.stateTimeout(SOON, "st")));

      events.awaitEvent("state timeout st in on");
    }

    @Test
    void canBeCancelled() {
      act(made.stateTimeout(NEVER, "st"));
      act(made.cancelStateTimeout());

      assertDueWhen(made.updateStateTimeout("due"), "state timeout due in off");
    }
  }

  @Nested
  class OfEvents {

    @Test
    void comesWhenNothingElseDoes() {
      machine.cast(Tell.act(made.eventTimeout(SOON, "et")));

      events.awaitEvent("event timeout et in off");
    }

    @Test
    void isCancelledByAnyEvent() {
      act(made.eventTimeout(Duration.ZERO, "et"), made.nextEvent(new Internal<>("now")));

      events.assertThatAre("cast act in off", "internal now in off", "call data in off");
    }

    @Test
    void ofZeroComesBeforeMessagesThatWait() {
      act(made.eventTimeout(Duration.ZERO, "et"));

      events.assertThatAre("cast act in off", "event timeout et in off", "call data in off");
    }

    @Test
    void whenUpdatedIsDueForTheEventHasCancelledIt() {
      act(made.eventTimeout(Processes.INFINITY, "et"));
      act(made.updateEventTimeout("new"));

      assertThat(events.all()).contains("event timeout new in off");
    }
  }

  @Nested
  class Named {

    @Test
    void severalRunAtTheSameTime() {
      act(made.timeout("a", SOON, 1), made.timeout("b", SOON, 2));

      events.awaitEvent("timeout a 1 in off");
      events.awaitEvent("timeout b 2 in off");
    }

    @Test
    void outlivesAStateChange() {
      act(made.timeout("a", NEVER, 1));
      machine.cast(Tell.go("on"));
      act(made.updateTimeout("a", 2));

      assertThat(events.all()).doesNotContain("timeout a 2 in on");
    }

    @Test
    void startedAnewReplacesTheOneBefore() {
      act(made.timeout("a", NEVER, 1));
      act(made.timeout("a", SOON, 2));

      events.awaitEvent("timeout a 2 in off");
      assertDueWhen(made.updateTimeout("a", 3), "timeout a 3 in off");
    }

    @Test
    void ofTwoActionsTheLastCounts() {
      act(made.timeout("a", Duration.ZERO, 1), made.timeout("a", Duration.ZERO, 2));

      events.assertThatAre("cast act in off", "timeout a 2 in off", "call data in off");
    }

    @Test
    void canBeCancelled() {
      act(made.timeout("a", NEVER, 1));
      act(made.cancelTimeout("a"));

      assertDueWhen(made.updateTimeout("a", 2), "timeout a 2 in off");
    }

    @Test
    void withoutLimitIsCancelled() {
      act(made.timeout("a", NEVER, 1));
      act(made.timeout("a", Processes.INFINITY, 1));

      assertDueWhen(made.updateTimeout("a", 2), "timeout a 2 in off");
    }

    @Test
    void whenUpdatedRunsOn() {
      act(made.timeout("a", NEVER, 1));
      act(made.updateTimeout("a", 2));

      assertThat(events.all()).doesNotContain("timeout a 2 in off");
    }

    @Test
    void whenUpdatedButNotRunningIsDue() {
      act(made.updateTimeout("a", 2));

      events.assertThatAre("cast act in off", "timeout a 2 in off", "call data in off");
    }
  }

  @Nested
  class OfZero {

    @Test
    void whenUpdatedBeforeItCameSaysSomethingElse() {
      act(
          made.timeout("a", Duration.ZERO, 1),
          made.nextEvent(new Internal<>(Tell.act(made.updateTimeout("a", 2)))));

      events.assertThatAre(
          "cast act in off", "internal act in off", "timeout a 2 in off", "call data in off");
    }

    @Test
    void comeInTheOrderGivenAfterInsertedEvents() {
      act(
          made.timeout("a", Duration.ZERO, 1),
          made.stateTimeout(Duration.ZERO, 2),
          made.nextEvent(new Internal<>("first")));

      events.assertThatAre(
          "cast act in off",
          "internal first in off",
          "timeout a 1 in off",
          "state timeout 2 in off",
          "call data in off");
    }

    @Test
    void startedAnewBeforeItCameIsATimeoutLikeAnyOther() {
      act(
          made.timeout("a", Duration.ZERO, 1),
          made.nextEvent(new Internal<>(Tell.act(made.timeout("a", SOON, 2)))));

      events.awaitEvent("timeout a 2 in off");
      assertThat(events.all()).doesNotContain("timeout a 1 in off");
    }
  }

  @Test
  void aNegativeTimeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made.stateTimeout(Duration.ofMillis(-1), 1))
        .withMessage("a timeout must not be negative, but was PT-0.001S");
  }
}
