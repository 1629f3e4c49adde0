package dev.dream.test;

import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.sendAfter;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.spawnMonitor;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.test.ProcessAssertions.assertDown;
import static dev.dream.test.ProcessAssertions.assertExit;
import static dev.dream.test.ProcessAssertions.assertReceive;
import static dev.dream.test.ProcessAssertions.assertReceived;
import static dev.dream.test.ProcessAssertions.mailbox;
import static dev.dream.test.ProcessAssertions.refuteReceive;
import static dev.dream.test.ProcessAssertions.refuteReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.process.ExitReason;
import dev.dream.process.Monitored;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ProcessTest
class ProcessAssertionsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(1);

  record Number(int value) {}

  record Login(String user, String password) {}

  @BeforeAll
  static void onAnOrdinaryThread() {
    assertThatIllegalStateException().isThrownBy(() -> assertReceive(Number.class));
  }

  @Test
  void aMessageOfATypeIsTakenAndOthersStay() {
    send(self(), "other");
    send(self(), new Number(1));
    send(self(), new Number(2));
    assertThat(assertReceive(Number.class)).isEqualTo(new Number(1));
    assertThat(mailbox()).containsExactly("other", new Number(2));
  }

  @Test
  void aMessageIsWaitedFor() {
    sendAfter(self(), new Number(1), MOMENT);
    assertThat(assertReceive(Number.class, LONG).value()).isEqualTo(1);
    sendAfter(self(), new Number(2), MOMENT);
    assertThat(assertReceive(Number.class, number -> number.value() == 2, LONG)).isNotNull();
    sendAfter(self(), new Number(3), MOMENT);
    assertThat(assertReceive(new Number(3), LONG)).isEqualTo(new Number(3));
  }

  @Test
  void aMessageThatDoesNotComeFailsWithWhatIsInTheMailbox() {
    send(self(), new Number(1));
    send(self(), new Login("ann", "secret-of-ann"));
    assertThatThrownBy(() -> assertReceive(String.class, MOMENT))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "assertReceive String failed: it did not come within 1 ms; the mailbox of "
                + self()
                + " holds 2:\n    Number[value=1]\n    Login[user=ann, password=")
        .hasMessageNotContaining("secret-of-ann");
    assertThat(mailbox()).hasSize(2);
  }

  @Test
  void aLongMailboxIsShownInPart() {
    IntStream.range(0, 13).forEach(i -> send(self(), i));
    assertThatThrownBy(() -> assertReceived(Integer.class, i -> i == 13))
        .hasMessageStartingWith("assertReceived Integer that fits failed: it has not come; the")
        .hasMessageEndingWith("\n    9\n    and 3 more");
  }

  @Test
  void anEmptyMailboxIsSaidToBe() {
    assertThatThrownBy(() -> assertReceived(new Number(5)))
        .hasMessage(
            "assertReceived Number[value=5] failed: it has not come; the mailbox of "
                + self()
                + " is empty");
  }

  @Test
  void whatHasComeIsReceivedWithoutWaiting() {
    send(self(), new Number(1));
    send(self(), "two");
    assertThat(assertReceived(String.class)).isEqualTo("two");
    assertThat(assertReceived(Number.class, number -> number.value() == 1)).isNotNull();
  }

  @Test
  void aRefusedMessageFails() {
    refuteReceived(Number.class);
    refuteReceive(Number.class, MOMENT);
    send(self(), new Number(1));
    refuteReceived(String.class);
    refuteReceived(Number.class, number -> number.value() == 2);
    refuteReceive(Number.class, number -> number.value() == 2);
    assertThatThrownBy(() -> refuteReceived(Number.class))
        .isInstanceOf(AssertionError.class)
        .hasMessage("refuteReceived Number failed: there was Number[value=1]");
    sendAfter(self(), new Number(3), MOMENT);
    assertThatThrownBy(() -> refuteReceive(Number.class, LONG))
        .hasMessage("refuteReceive Number failed: there was Number[value=3]");
  }

  @Test
  void theEndOfAProcessIsWaitedFor() {
    Pid pid = spawn(() -> Processes.receive(String.class));
    send(pid, "end");
    assertThat(assertDown(pid)).isIn(ExitReason.NORMAL, ExitReason.NOPROC);
    assertDown(pid, ExitReason.NOPROC);
  }

  @Test
  void aMonitorTellsTheReason() {
    Monitored crashing =
        spawnMonitor(
            () -> {
              throw new IllegalStateException("boom");
            });
    assertThatThrownBy(() -> assertDown(crashing.ref(), ExitReason.NORMAL))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(
            "failed: the reason should be normal, but was"
                + " java.lang.IllegalStateException: boom")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  @TestSettings(assertReceiveMillis = 1)
  void aProcessThatLivesOnFails() {
    Pid pid = spawn(Processes::receive);
    Processes.register("sleeper", pid);
    assertThatThrownBy(() -> assertDown(pid))
        .hasMessageStartingWith("assertDown \"sleeper\" " + pid + " failed: it did not come");
    assertThat(Processes.processInfo(pid).orElseThrow().monitoredBy()).isEmpty();
    assertThat(monitor(pid)).isNotNull();
  }

  @Test
  void theExitOfALinkIsAMessage() {
    trapExit(true);
    Pid pid = spawnLink(() -> Processes.exit(ExitReason.shutdown("done")));
    assertExit(pid, ExitReason.shutdown("done"));
  }
}
