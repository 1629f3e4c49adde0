package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.statem.StateEvent.StateTimeout;
import dev.dream.statem.TrafficLight.Change;
import dev.dream.statem.TrafficLight.Cross;
import dev.dream.statem.TrafficLight.Light;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateFunctionsTest {

  @RegisterExtension final TestDream dream = new TestDream();

  @Test
  void theFunctionOfTheStateTakesTheEvent() throws Exception {
    var light = new TrafficLight(Duration.ofSeconds(60));

    assertThat(light.handleEvent(new StateTimeout<>("change"), Light.GREEN, 4))
        .isEqualTo(light.nextState(Light.RED, 5));
    assertThat(light.handleEvent(new StateTimeout<>("change"), Light.RED, 5))
        .isEqualTo(light.nextState(Light.GREEN, 5));
  }

  @Test
  void aPostponedRequestIsTakenByTheFunctionOfTheNextState() throws Exception {
    ServerRef<TrafficLight> light = dream.get().start(() -> new TrafficLight(Processes.INFINITY));

    var waiting = light.callAsync(new Cross());
    light.cast(new Change());

    assertThat(TestDream.get(waiting)).isEqualTo(1);
  }

  @Test
  void eachStateEntersWithATimeoutOfItsOwn() {
    ServerRef<TrafficLight> light = dream.get().start(() -> new TrafficLight(Duration.ofMillis(1)));

    assertThat(light.call(new Cross())).isPositive();
  }
}
