package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.StateEvent.Internal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateInitTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private StartResult failedStart(Machine.Init init) {
    return catchThrowableOfType(
            StartException.class,
            () ->
                dream
                    .get()
                    .start(() -> new Machine(events).init(init), StartOptions.named("machine")))
        .result();
  }

  @Test
  void okEntersTheStateAndThenDoesWhatItAsksFor() {
    var machine =
        dream
            .get()
            .start(
                () ->
                    new Machine(events)
                        .enter((it, _) -> it.keepStateAndData())
                        .init(
                            it ->
                                it.ok(
                                    "on",
                                    3,
                                    it.stateTimeout(Duration.ZERO, "st"),
                                    it.nextEvent(new Internal<>("first")))));

    assertThat(machine.call(Ask.data())).isEqualTo(3);
    events.assertThatAre(
        "enter on from on", "internal first in on", "state timeout st in on", "call data in on");
  }

  @Test
  void thereIsNothingToPostpone() {
    var machine =
        dream.get().start(() -> new Machine(events).init(it -> it.ok("on", 3, it.postpone())));

    assertThat(machine.call(Ask.data())).isEqualTo(3);
  }

  @Test
  void ignoreLeavesNoProcessAndNoName() {
    assertThat(failedStart(Machine::ignore)).isEqualTo(new StartResult.Ignored());
    TestDream.assertNothingIsLeft(dream.get());
  }

  @Test
  void stopIsAFailureWithItsReasonAndWithoutTerminate() {
    assertThat(failedStart(it -> it.stop(BOOM))).isEqualTo(new StartResult.Failed(BOOM));
    events.assertThatAre();
  }

  @Test
  void aThrowIsAFailureThatLeavesNothing() {
    assertThat(
            failedStart(
                _ -> {
                  throw new IllegalStateException("boom");
                }))
        .isEqualTo(new StartResult.Failed(BOOM));
    TestDream.assertNothingIsLeft(dream.get());
  }
}
