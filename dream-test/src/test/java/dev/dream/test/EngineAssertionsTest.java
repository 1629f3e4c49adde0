package dev.dream.test;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.test.EngineAssertions.assertNoCrashes;
import static dev.dream.test.EngineAssertions.assertNoDeadLetters;
import static dev.dream.test.EngineAssertions.awaitIdle;
import static dev.dream.test.EngineAssertions.expectCrash;
import static dev.dream.test.ProcessAssertions.assertDown;
import static dev.dream.test.Supervised.startSupervised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@ProcessTest
class EngineAssertionsTest {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private static Pid forwarder(Pid next, int hops) {
    return hops == 0
        ? next
        : forwarder(
            spawn(
                () -> {
                  while (true) {
                    send(next, receive());
                  }
                }),
            hops - 1);
  }

  @Test
  void idleIsWhenAllThatFollowsFromAMessageIsDone(Dream dream) {
    ServerRef<Ledger> ledger = dream.start(() -> new Ledger("ledger"));
    Pid last = spawn(() -> ledger.cast(new Ledger.Entry((Integer) receive())));
    Pid first = forwarder(last, 20);
    send(self(), "not counted: the test's own");

    send(first, 5);
    awaitIdle(dream);

    assertThat(Sys.getState(ledger)).containsExactly(5);
  }

  @Test
  void whoIsStillAtWorkIsNamed(Dream dream) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Pid pid =
        spawn(
            () -> {
              receive();
              entered.countDown();
              never.await();
            });
    Processes.register("worker", pid);
    send(pid, "go");
    entered.await();
    assertThatThrownBy(() -> awaitIdle(dream, MOMENT))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)awaitIdle failed: after 5 ms there still runs:\n    \"worker\" "
                + pid
                + " at .*EngineAssertionsTest.*");
    never.countDown();
    awaitIdle(dream);
  }

  @Test
  void anExpectedCrashIsNoCrash(Dream dream) throws Exception {
    assertNoCrashes();
    ServerRef<Fragile> cup = dream.start(() -> new Fragile("cup", new ArrayList<>()));
    cup.cast(new Fragile.Break("fallen"));
    expectCrash(crash -> crash.module().equals("Fragile"));
    assertNoCrashes();
  }

  @Test
  @TestSettings(assertReceiveMillis = 1)
  void aCrashThatDoesNotComeFails() {
    assertThatThrownBy(() -> expectCrash(IllegalStateException.class))
        .hasMessage(
            "expectCrash IllegalStateException failed: none was reported within 1 ms; crashes"
                + " that were not expected: none");
  }

  @Test
  void anUnexpectedCrashIsShown(Dream dream) {
    ServerRef<Fragile> cup = dream.start(() -> new Fragile("cup", new ArrayList<>()));
    Pid pid = cup.pid().orElseThrow();
    cup.cast(new Fragile.Break("fallen"));
    assertDown(pid);
    assertThatThrownBy(EngineAssertions::assertNoCrashes)
        .hasMessageContaining("Fragile: java.lang.IllegalStateException")
        .hasMessageContaining("fallen");
  }

  @Test
  void deadLettersAreShown(Dream dream) {
    assertNoDeadLetters(dream);
    Pid gone = spawn(() -> {});
    assertDown(gone);
    send(gone, "too late");
    assertThatThrownBy(() -> assertNoDeadLetters(dream))
        .hasMessage(
            "assertNoDeadLetters failed: there are 1, the latest first:\n    String to "
                + gone
                + ": no process");
  }

  @Test
  void theTreeShowsWhoStartedWhom(Dream dream) {
    startSupervised(ChildSpec.worker("ledger", () -> new Ledger("books")).named());
    awaitIdle(dream);
    assertThat(ProcessTree.of(dream))
        .matches(
            "<0\\.\\d+> test \\(theTreeShowsWhoStartedWhom\\(Dream\\)\\), running\n"
                + "  <0\\.\\d+> Supervisor, waiting\n"
                + "    \"ledger\" <0\\.\\d+> Ledger \\(books\\), waiting\n");
  }
}
