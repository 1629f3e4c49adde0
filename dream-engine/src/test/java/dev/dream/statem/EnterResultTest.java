package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.process.ExitReason;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnterResultTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Machine machine(Machine.Enter enter) {
    return new Machine(events).enter(enter);
  }

  @Nested
  class FromAnEvent {

    @Test
    void keepStateTakesTheNewData() {
      var machine = dream.get().start(() -> new Machine(events));

      machine.cast(new Tell("add", (it, _, data) -> it.keepState(data + 7)));

      assertThat(machine.call(Ask.data())).isEqualTo(7);
    }

    @Test
    void repeatStateEntersItAgainAndRetriesNothing() {
      var machine = dream.get().start(() -> machine((it, _) -> it.keepStateAndData()));

      machine.cast(Tell.later("late"));
      machine.cast(new Tell("again", (it, _, data) -> it.repeatState(data + 1)));

      assertThat(machine.call(Ask.data())).isEqualTo(1);
      events.assertThatAre(
          "enter off from off",
          "cast late in off",
          "cast again in off",
          "enter off from off",
          "call data in off");
    }

    @Test
    void stopRunsTerminateWithTheDataAsTheyWere() throws Exception {
      var machine = dream.get().start(() -> new Machine(events));
      var end = dream.get().whenEnded(machine.address());

      machine.cast(new Tell("stop", (it, _, _) -> it.stop(ExitReason.SHUTDOWN)));

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      events.assertThatAre("cast stop in off", "terminate shutdown in off with 0");
    }

    @Test
    void stopMayBringNewData() throws Exception {
      var machine = dream.get().start(() -> new Machine(events));
      var end = dream.get().whenEnded(machine.address());

      machine.cast(new Tell("stop", (it, _, data) -> it.stop(ExitReason.NORMAL, data + 5)));

      TestDream.get(end);
      events.assertThatAre("cast stop in off", "terminate normal in off with 5");
    }

    @Test
    void stopAndReplyAnswersTheCallerFirst() {
      var machine =
          dream
              .get()
              .start(() -> new Machine(events).terminate(_ -> events.add("caller was told")));

      Object answer =
          machine.call(
              new Ask(
                  "bye",
                  (it, ask, from, _, data) ->
                      it.stopAndReply(
                          ExitReason.NORMAL, List.of(it.reply(from, ask, "bye")), data + 1)));

      assertThat(answer).isEqualTo("bye");
    }

    @Test
    void nullEndsTheMachine() {
      var machine = dream.get().start(() -> new Machine(events));

      var failed =
          catchThrowableOfType(
              CallException.class, () -> machine.call(new Ask("bad", (_, _, _, _, _) -> null)));

      assertThat(failed.reason())
          .isEqualTo(ExitReason.error("bad_return_value: callback returned null"));
    }
  }

  @Nested
  class FromEnter {

    @Test
    void repeatStateEntersItAgain() {
      var machine =
          dream
              .get()
              .start(
                  () ->
                      machine(
                          (it, _) ->
                              events.all().size() < 3
                                  ? it.repeatStateAndData()
                                  : it.keepStateAndData()));

      machine.call(Ask.data());

      events.assertThatAre(
          "enter off from off", "enter off from off", "enter off from off", "call data in off");
    }

    @Test
    void itMayStartATimeout() {
      dream
          .get()
          .start(() -> machine((it, _) -> it.keepStateAndData(it.stateTimeout(Duration.ZERO, 1))));

      events.awaitEvent("state timeout 1 in off");
    }

    @Test
    void stopTerminatesInTheNewState() throws Exception {
      var machine =
          dream
              .get()
              .start(
                  () ->
                      machine(
                          (it, state) ->
                              state.equals("on") ? it.stop(BOOM, 9) : it.keepStateAndData()));
      var end = dream.get().whenEnded(machine.address());

      machine.cast(Tell.go("on"));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      assertThat(events.all().getLast()).isEqualTo("terminate error: boom in on with 9");
    }

    @Test
    void aThrowTerminatesInTheStateBefore() throws Exception {
      var machine =
          dream
              .get()
              .start(
                  () ->
                      machine(
                          (it, state) -> {
                            if (state.equals("on")) {
                              throw new IllegalStateException("boom");
                            }
                            return it.keepStateAndData();
                          }));
      var end = dream.get().whenEnded(machine.address());

      machine.cast(Tell.go("on"));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      assertThat(events.all().getLast())
          .isEqualTo("terminate java.lang.IllegalStateException: boom in off with 0");
    }

    @Test
    void anActionOfEventsOnlyEndsTheMachine() throws Exception {
      var forged =
          new EnterResult.KeepStateAndData<String, Integer>(List.of(new Action.Postpone()));

      var machine =
          dream
              .get()
              .start(
                  () ->
                      machine((it, state) -> state.equals("on") ? forged : it.keepStateAndData()));
      var end = dream.get().whenEnded(machine.address());
      machine.cast(Tell.go("on"));

      assertThat(TestDream.get(end))
          .isEqualTo(ExitReason.error("bad_return_value: enter answered the action Postpone"));
    }
  }
}
