package dev.dream.process;

import static dev.dream.process.AliasMode.DEMONITOR;
import static dev.dream.process.AliasMode.EXPLICIT_UNALIAS;
import static dev.dream.process.AliasMode.REPLY;
import static dev.dream.process.AliasMode.REPLY_DEMONITOR;
import static dev.dream.process.ExitReason.KILL;
import static dev.dream.process.ExitReason.KILLED;
import static dev.dream.process.ExitReason.NOPROC;
import static dev.dream.process.Processes.alias;
import static dev.dream.process.Processes.demonitor;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.unalias;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@org.junit.jupiter.api.Timeout(60)
class AliasTest {

  private static final Timeout NOTHING = new Timeout();

  @RegisterExtension final TestNode test = new TestNode();

  private static Object next() {
    return receive(Duration.ZERO);
  }

  @Nested
  class OfAProcess {

    @Test
    void bringsMessagesUntilItIsSwitchedOff() {
      test.run(
          () -> {
            Alias alias = alias();
            send(alias, "one");
            send(alias, "two");
            assertThat(unalias(alias)).isTrue();
            send(alias, "three");
            assertThat(next()).isEqualTo("one");
            assertThat(next()).isEqualTo("two");
            assertThat(next()).isEqualTo(NOTHING);
          });
    }

    @Test
    void withReplyEndsWithTheFirstMessage() {
      test.run(
          () -> {
            Alias alias = alias(REPLY);
            send(alias, "one");
            send(alias, "two");
            assertThat(next()).isEqualTo("one");
            assertThat(next()).isEqualTo(NOTHING);
            assertThat(unalias(alias)).isFalse();
          });
    }

    @Test
    void canOnlyBeSwitchedOffByItsOwner() {
      test.run(
          () -> {
            Alias alias = alias();
            AtomicReference<Boolean> switchedOff = new AtomicReference<>();
            Pid other = spawn(() -> switchedOff.set(unalias(alias)));
            test.awaitEnd(other);
            assertThat(switchedOff.get()).isFalse();
            send(alias, "one");
            assertThat(next()).isEqualTo("one");
          });
    }

    @Test
    void endsWithItsOwner() {
      test.run(
          () -> {
            AtomicReference<Alias> alias = new AtomicReference<>();
            Pid owner = spawn(() -> alias.set(alias()));
            test.awaitEnd(owner);
            send(alias.get(), "lost");
            assertThat(test.node().resolve(alias.get())).isEmpty();
          });
    }

    @Test
    void resolvesToItsOwnerWhileItIsActive() {
      test.run(
          () -> {
            Alias alias = alias();
            assertThat(test.node().resolve(alias)).contains(Processes.self());
            unalias(alias);
            assertThat(test.node().resolve(alias)).isEmpty();
          });
    }

    @Test
    void isRefusedWithTheModesOfMonitors() {
      test.run(
          () ->
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> alias(DEMONITOR))
                  .withMessage("alias failed: DEMONITOR needs a monitor"));
    }
  }

  @Nested
  class OfAMonitor {

    @ParameterizedTest
    @EnumSource(names = {"DEMONITOR", "REPLY_DEMONITOR"})
    void endsWithItsDown(AliasMode mode) {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            AliasedMonitor monitor = monitor(other, mode);
            exit(other, KILL);
            send(monitor.alias(), "late");
            assertThat(receive()).isEqualTo(new Down(monitor.ref(), other, KILLED));
            assertThat(next()).isEqualTo(NOTHING);
          });
    }

    @ParameterizedTest
    @EnumSource(names = {"DEMONITOR", "REPLY_DEMONITOR"})
    void endsWithDemonitor(AliasMode mode) {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            AliasedMonitor monitor = monitor(other, mode);
            assertThat(demonitor(monitor.ref())).isTrue();
            send(monitor.alias(), "late");
            assertThat(next()).isEqualTo(NOTHING);
          });
    }

    @Test
    void withReplyEndsTheMonitorToo() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            AliasedMonitor monitor = monitor(other, REPLY_DEMONITOR);
            send(monitor.alias(), "answer");
            exit(other, KILL);
            assertThat(receive()).isEqualTo("answer");
            assertThat(next()).isEqualTo(NOTHING);
            assertThat(test.info(Processes.self()).monitors()).isEmpty();
          });
    }

    @Test
    void explicitOutlivesTheMonitor() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            AliasedMonitor monitor = monitor(other, EXPLICIT_UNALIAS);
            demonitor(monitor.ref());
            send(monitor.alias(), "one");
            assertThat(next()).isEqualTo("one");
            assertThat(unalias(monitor.alias())).isTrue();
          });
    }

    @Test
    void ofTheDeadIsNeverActive() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            AliasedMonitor monitor = monitor(dead, DEMONITOR);
            send(monitor.alias(), "late");
            assertThat(next()).isEqualTo(new Down(monitor.ref(), dead, NOPROC));
            assertThat(next()).isEqualTo(NOTHING);
          });
    }

    @Test
    void isNotMadeIfTheMonitorCannotBe() {
      test.run(
          () -> {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> Processes.monitor(new Keeperless(), AliasMode.DEMONITOR));
            assertThat(Processes.current("test").relations).isNull();
          });
    }

    /** A name that nobody keeps. */
    private record Keeperless() implements Via {

      @Override
      public Optional<Pid> whereis() {
        throw new IllegalArgumentException("nobody keeps it");
      }

      @Override
      public void register(Pid pid) {}

      @Override
      public void unregister(Pid pid) {}
    }

    @Test
    void isRefusedWithTheModeOfPlainAliases() {
      test.run(
          () ->
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> monitor(new Name("n"), REPLY))
                  .withMessage(
                      "monitor \"n\" failed: REPLY is for an alias without a monitor; use"
                          + " REPLY_DEMONITOR"));
    }

    /** Whoever wins, the asker hears exactly one of both: the answer, or the end. */
    @Test
    void bringsTheAnswerOrTheEndAndNeverBoth() {
      test.run(
          () -> {
            for (int i = 0; i < 2_000; i++) {
              CountDownLatch begin = new CountDownLatch(1);
              Pid other = spawn(Processes::receive);
              AliasedMonitor monitor = monitor(other, REPLY_DEMONITOR);
              Pid answering = answer(monitor.alias(), begin);
              begin.countDown();
              exit(other, KILL);
              test.awaitEnd(answering);
              assertThat(receive()).isIn("answer", new Down(monitor.ref(), other, KILLED));
              assertThat(next()).isEqualTo(NOTHING);
            }
          });
    }

    private static Pid answer(Alias alias, CountDownLatch begin) {
      return spawn(
          () -> {
            begin.await();
            send(alias, "answer");
          });
    }
  }
}
