package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.TestDream;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventResultTest {

  @RegisterExtension final TestDream dream = new TestDream();
  final Events events = new Events();

  private Machine machine() {
    return new Machine(events).enter((machine, _) -> machine.keepStateAndData());
  }

  @Test
  void nextStateEntersAnotherState() {
    var machine = dream.get().start(this::machine);

    machine.cast(Tell.go("on"));
    machine.call(Ask.data());

    events.assertThatAre(
        "enter off from off", "cast go in off", "enter on from off", "call data in on");
  }

  @Test
  void nextStateToTheSameStateDoesNotEnterIt() {
    var machine = dream.get().start(this::machine);

    machine.cast(Tell.go("off"));
    machine.call(Ask.data());

    events.assertThatAre("enter off from off", "cast go in off", "call data in off");
  }

  @Test
  void nextStateToAnEqualStateDoesNotEnterIt() {
    var machine = dream.get().start(this::machine);

    machine.cast(Tell.go("of".concat("f")));
    machine.call(Ask.data());

    events.assertThatAre("enter off from off", "cast go in off", "call data in off");
  }

  @Test
  void nextStateTakesTheNewData() {
    var machine = dream.get().start(this::machine);

    machine.cast(new Tell("set", (it, _, data) -> it.nextState("on", data + 7)));

    assertThat(machine.call(Ask.data())).isEqualTo(7);
  }
}
