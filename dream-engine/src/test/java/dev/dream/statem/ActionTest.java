package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import dev.dream.statem.StateEvent.Casted;
import dev.dream.statem.StateEvent.Info;
import dev.dream.statem.StateEvent.Internal;
import dev.dream.statem.StateEvent.NamedTimeout;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActionTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
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

  @Nested
  class Reply {

    @Test
    void answersACallerOfAnEarlierEvent() throws Exception {
      var waiting =
          machine.callAsync(
              new Ask(
                  "wait",
                  (it, ask, from, _, _) ->
                      it.keepStateAndData(
                          it.nextEvent(
                              new Internal<>(
                                  new Tell(
                                      "answer",
                                      (_, _, _) ->
                                          it.keepStateAndData(it.reply(from, ask, "late"))))))));

      assertThat(TestDream.get(waiting)).isEqualTo("late");
    }
  }

  @Nested
  class Postpone {

    @Test
    void bringsEventsBackInTheirOrderBeforeNewerOnes() {
      machine.cast(Tell.later("first"));
      machine.cast(Tell.later("second"));
      machine.cast(Tell.go("on"));
      machine.call(Ask.data());

      events.assertThatAre(
          "cast first in off",
          "cast second in off",
          "cast go in off",
          "cast first in on",
          "cast second in on",
          "call data in on");
    }

    @Test
    void togetherWithAStateChangeRetriesAtOnce() {
      machine.cast(
          new Tell(
              "both",
              (it, state, data) ->
                  state.equals("off")
                      ? it.nextState("on", data, it.postpone())
                      : it.keepStateAndData()));
      machine.call(Ask.data());

      events.assertThatAre("cast both in off", "cast both in on", "call data in on");
    }

    @Test
    void waitsOnWhenTheStateIsTheSame() {
      machine.cast(Tell.later("late"));
      machine.cast(Tell.go("off"));
      machine.call(Ask.data());

      events.assertThatAre("cast late in off", "cast go in off", "call data in off");
    }

    @Test
    void holdsBackATimeoutToo() {
      act(made.timeout("t", Duration.ZERO, Tell.later("late")));
      machine.cast(Tell.go("on"));
      machine.call(Ask.data());

      assertThat(events.all())
          .contains("timeout t late in off", "timeout t late in on")
          .endsWith("timeout t late in on", "call data in on");
    }
  }

  @Nested
  class NextEvent {

    @Test
    void insertsEventsOfAnyTypeInTheOrderGiven() {
      act(
          made.nextEvent(new Internal<>("a")),
          made.nextEvent(new Casted<>(Tell.that("b"))),
          made.nextEvent(new Info<>("c")),
          made.nextEvent(new NamedTimeout<>("t", "d")));

      events.assertThatAre(
          "cast act in off",
          "internal a in off",
          "cast b in off",
          "info c in off",
          "timeout t d in off",
          "call data in off");
    }

    @Test
    void goesBeforeWhatWasPostponed() {
      machine.cast(Tell.later("late"));
      machine.cast(Tell.go("on", made.nextEvent(new Internal<>("now"))));
      machine.call(Ask.data());

      events.assertThatAre(
          "cast late in off",
          "cast go in off",
          "internal now in on",
          "cast late in on",
          "call data in on");
    }

    @Test
    void insertedByAnInsertedEventGoesBeforeItsSuccessors() {
      act(
          made.nextEvent(new Internal<>(Tell.act(made.nextEvent(new Internal<>("inner"))))),
          made.nextEvent(new Internal<>("outer")));

      events.assertThatAre(
          "cast act in off",
          "internal act in off",
          "internal inner in off",
          "internal outer in off",
          "call data in off");
    }
  }

  @Nested
  class Modules {

    private final Events others = new Events();
    private final Machine other = new Machine(others);

    @Test
    void anotherObjectHandlesWhatComesAndTerminates() {
      act(made.changeCallbackModule(other));
      machine.stop();

      events.assertThatAre("cast act in off");
      others.assertThatAre("call data in off", "terminate normal in off with 0");
    }

    @Test
    void aPushedOneIsPopped() {
      act(made.pushCallbackModule(other));
      act(made.popCallbackModule());

      others.assertThatAre("call data in off", "cast act in off");
      events.assertThatAre("cast act in off", "call data in off");
    }

    @Test
    void withoutOneToGoBackToItEnds() throws Exception {
      var end = dream.get().whenEnded(machine.address());

      machine.cast(Tell.act(made.popCallbackModule()));

      assertThat(TestDream.get(end))
          .isEqualTo(
              ExitReason.error("bad_return_value: there is no callback module to go back to"));
    }
  }
}
