package dev.dream.statem;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.process.Pid;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** State machines by key. */
@Timeout(60)
class KeyedStateMachineTest {

  @RegisterExtension final TestDream test = new TestDream();

  private final Events events = new Events();

  private Keyed<String, ServerRef<Machine>> start() {
    KeyedSpec<String, ServerRef<Machine>> spec =
        Keyed.server((String _) -> new Machine(events))
            .id("machines")
            .idleTimeout(Duration.ofMillis(5));
    test.start(SupervisorSpec.oneForOne(spec.childSpec()));
    return test.get().keyed(spec);
  }

  private Pid start(Keyed<String, ServerRef<Machine>> machines, String key) {
    machines.get(key).call(Ask.data());
    return machines.whereis(key).orElseGet(() -> start(machines, key)); // it may have stopped
  }

  private void awaitEnd(Pid pid) {
    await().atMost(LIMIT).until(() -> !test.get().alive(pid));
  }

  @Test
  void stopWhenIdle() {
    Keyed<String, ServerRef<Machine>> machines = start();
    awaitEnd(start(machines, "a"));
    assertThat(machines.get("a").call(Ask.data())).isEqualTo(0);
  }

  @Test
  void doNotStopWhileAnEventIsPutOff() {
    Keyed<String, ServerRef<Machine>> machines = start();
    machines.get("a").cast(Tell.later("put off"));
    events.awaitEvent("cast put off in off");
    Pid a = machines.whereis("a").orElseThrow();
    for (int i = 0; i < 3; i++) {
      awaitEnd(start(machines, "other" + i));
    }
    assertThat(test.get().alive(a)).isTrue();
    machines.get("a").cast(Tell.go("on"));
    events.awaitEvent("cast put off in on");
    awaitEnd(a);
  }
}
