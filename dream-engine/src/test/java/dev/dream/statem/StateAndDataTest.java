package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.TestDream;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import dev.dream.sys.Sys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateAndDataTest {

  @RegisterExtension final TestDream dream = new TestDream();
  final Events events = new Events();

  @Test
  void sysReadsBoth() {
    var machine = dream.get().start(() -> new Machine(events));

    assertThat(Sys.getState(machine)).isEqualTo(new StateAndData<>("off", 0));
  }

  @Test
  void sysReplacesBothWithoutEnteringOrRetrying() {
    var machine =
        dream.get().start(() -> new Machine(events).enter((it, _) -> it.keepStateAndData()));
    machine.cast(Tell.later("late"));

    Sys.replaceState(machine, both -> new StateAndData<>("on", both.data() + 4));

    assertThat(machine.call(Ask.data())).isEqualTo(4);
    events.assertThatAre("enter off from off", "cast late in off", "call data in on");
  }
}
