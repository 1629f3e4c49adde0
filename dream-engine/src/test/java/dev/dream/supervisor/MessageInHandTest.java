package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.Events;
import dev.dream.Mute;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.DeadLetter;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.Mailbox.Fate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the message that a child was handling when it crashed. */
class MessageInHandTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Mute mute = new Mute();

  private final Events events = new Events();

  private ServerRef<Probe> child(Fate fate) {
    dream.start(
        SupervisorSpec.oneForOne(
            Probe.child("child", events).mailbox(Mailbox.DEFAULT.inHand(fate))));
    return dream.get().ref("child");
  }

  /** Crashes the first so many times it is handled. */
  private Tell crashing(int times) {
    var left = new AtomicInteger(times);
    return new Tell(
        (probe, state) -> {
          events.add("handled");
          if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("crash");
          }
          return probe.noReply(state + 1);
        });
  }

  private Iterable<Reason> letters() {
    return dream.get().deadLetters().recent().stream().map(DeadLetter::reason).toList();
  }

  @Test
  void isDroppedIfNothingElseIsSaid() {
    ServerRef<Probe> child = child(Mailbox.DEFAULT.inHand());
    child.cast(crashing(1));
    events.awaitTimes(2, "child init");
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(letters()).isEmpty();
  }

  @Test
  void isADeadLetterIfTheChildSaysSo() {
    ServerRef<Probe> child = child(Fate.DEAD_LETTERED);
    child.cast(crashing(1));
    events.awaitTimes(2, "child init");
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(letters()).containsExactly(Reason.CRASHED);
    assertThat(events.count("handled")).isEqualTo(1);
  }

  @Test
  void isHandledByTheNextIncarnationIfTheChildSaysSo() {
    ServerRef<Probe> child = child(Fate.RETRIED_ONCE);
    child.cast(crashing(1));
    events.awaitTimes(2, "handled");
    await().until(() -> child.call(Ask.state()).equals(1));
    assertThat(letters()).isEmpty();
  }

  @Test
  void isRetriedOnlyOnce() {
    ServerRef<Probe> child = child(Fate.RETRIED_ONCE);
    child.cast(crashing(5));
    events.awaitTimes(3, "child init");
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(events.count("handled")).isEqualTo(2);
    assertThat(letters()).containsExactly(Reason.CRASHED);
  }

  @Test
  void isNotRetriedIfItIsACallWhoseCallerHasBeenTold() {
    ServerRef<Probe> child = child(Fate.RETRIED_ONCE);
    var handled = new AtomicInteger();
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(
            () ->
                child.call(
                    new Ask(
                        (_, _, _, _) -> {
                          handled.incrementAndGet();
                          throw new IllegalStateException("crash");
                        })));
    events.awaitTimes(2, "child init");
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(handled).hasValue(1);
    assertThat(letters()).containsExactly(Reason.CRASHED);
  }

  @Test
  void isNotRetriedIfTheChildWasKilledForItsCodeMayStillRun() {
    ServerRef<Probe> child = child(Fate.RETRIED_ONCE);
    var busy = new CountDownLatch(1);
    child.cast(
        new Tell(
            (probe, state) -> {
              events.add("handled");
              busy.countDown();
              new CountDownLatch(1).await();
              return probe.noReply(state);
            }));
    events.awaitEvent("handled");
    dream.get().exit(dream.pid("child"), ExitReason.KILL);
    events.awaitTimes(2, "child init");
    await().untilAsserted(() -> assertThat(letters()).containsExactly(Reason.CRASHED));
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(events.count("handled")).isEqualTo(1);
  }

  @Test
  void isRetriedAlsoIfMoreMessagesWaitedThanAreKept() {
    int kept = 10;
    try (Dream few = Dream.create(DreamOptions.DEFAULT.name("few").deadLetters(kept))) {
      few.startSupervisor(
          SupervisorSpec.oneForOne(
              Probe.child("child", events).mailbox(Mailbox.DEFAULT.inHand(Fate.RETRIED_ONCE))),
          StartOptions.DEFAULT);
      ServerRef<Probe> child = few.ref("child");
      var goOn = new CountDownLatch(1);
      var handled = new AtomicInteger();
      child.cast(
          new Tell(
              (probe, state) -> {
                events.add("handled");
                if (handled.getAndIncrement() == 0) {
                  goOn.await();
                  throw new IllegalStateException("crash");
                }
                return probe.noReply(state + 1);
              }));
      events.awaitEvent("handled");
      for (int i = 0; i < kept * 2; i++) {
        child.cast(new Tell((probe, state) -> probe.noReply(state)));
      }
      goOn.countDown();
      events.awaitTimes(2, "handled");
      await().until(() -> child.call(Ask.state()).equals(1));
      assertThat(few.deadLetters().count(Reason.UNHANDLED)).isEqualTo(kept * 2);
    }
  }

  @Test
  void isNoneOnceItIsDoneAndTheServerContinues() {
    ServerRef<Probe> child = child(Fate.RETRIED_ONCE);
    child.cast(
        new Tell(
            (probe, state) -> {
              events.add("handled");
              Probe.Step crash =
                  (_, _) -> {
                    throw new IllegalStateException("crash");
                  };
              return probe.noReply(state).thenContinue(crash);
            }));
    events.awaitTimes(2, "child init");
    assertThat(child.call(Ask.state())).isEqualTo(0);
    assertThat(events.count("handled")).isEqualTo(1);
    assertThat(letters()).isEmpty();
  }

  @Test
  void isRetriedUnderADynamicSupervisorAsWell() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    DynamicSupervisor.startChild(
        supervisor,
        Probe.child("child", events).mailbox(Mailbox.DEFAULT.inHand(Fate.RETRIED_ONCE)));
    ServerRef<Probe> child = dream.get().ref("child");
    child.cast(crashing(1));
    events.awaitTimes(2, "handled");
    await().until(() -> child.call(Ask.state()).equals(1));
  }
}
