package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.statem.Door.Button;
import dev.dream.statem.Door.Data;
import dev.dream.statem.Door.Enter;
import dev.dream.statem.Door.Locked;
import dev.dream.statem.Door.Open;
import dev.dream.statem.StateEvent.Casted;
import dev.dream.statem.StateEvent.StateTimeout;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoorTest {

  /** A callback returns a value: it needs no engine to be tested. */
  @Nested
  class Callbacks {

    private final Door door = new Door("12", Duration.ofSeconds(3));

    @Test
    void aRightDigitIsRemembered() {
      assertThat(door.handleEvent(new Casted<>(new Button(1)), new Locked(0), new Data(0, "")))
          .isEqualTo(door.keepState(new Data(0, "1")));
    }

    @Test
    void theLastRightDigitOpensForAWhile() {
      assertThat(door.handleEvent(new Casted<>(new Button(2)), new Locked(0), new Data(0, "1")))
          .isEqualTo(
              door.nextState(
                  new Open(), new Data(1, ""), door.stateTimeout(Duration.ofSeconds(3), "lock")));
    }

    @Test
    void aWrongDigitIsCounted() {
      assertThat(door.handleEvent(new Casted<>(new Button(7)), new Locked(1), new Data(0, "1")))
          .isEqualTo(door.nextState(new Locked(2), new Data(0, "")));
    }

    @Test
    void itLocksWhenItsTimeIsOver() {
      assertThat(door.handleEvent(new StateTimeout<>("lock"), new Open(), new Data(1, "")))
          .isEqualTo(door.nextState(new Locked(0), new Data(1, "")));
    }
  }

  @Nested
  class Running {

    @RegisterExtension private final TestDream dream = new TestDream();

    @Test
    void whoWaitsEntersOnceItIsOpen() throws Exception {
      ServerRef<Door> door = dream.get().start(() -> new Door("12", Processes.INFINITY));

      CompletionStage<Integer> waiting = door.callAsync(new Enter());
      door.cast(new Button(1));
      door.cast(new Button(2));
      int opened = door.call(new Enter());

      assertThat(TestDream.get(waiting)).isEqualTo(1);
      assertThat(opened).isEqualTo(1);
    }
  }
}
