package dev.dream.process;

import static dev.dream.process.ExitReason.KILL;
import static dev.dream.process.ExitReason.KILLED;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A kill is immediate for everybody else, whatever the victim's thread does. */
@org.junit.jupiter.api.Timeout(60)
class KillTest {

  @RegisterExtension final TestNode test = new TestNode();

  private final AtomicBoolean stop = new AtomicBoolean();

  @Nested
  class Victims {

    @Test
    void thatAreIdleEnd() {
      assertKilledAtOnce(test.serve(_ -> {}));
    }

    @Test
    void thatReceiveEnd() {
      Pid pid = test.spawn(Processes::receive);
      test.awaitWaiting(pid);
      assertKilledAtOnce(pid);
    }

    @Test
    void thatReceiveInACallbackEnd() {
      Pid pid = test.serve(_ -> receive(message -> message.equals("never")));
      test.node().send(pid, "go");
      test.awaitWaiting(pid);
      assertKilledAtOnce(pid);
    }

    @Test
    void thatTrapExitsEnd() throws Exception {
      var ready = new CountDownLatch(1);
      Pid pid =
          test.spawn(
              () -> {
                trapExit(true);
                ready.countDown();
                receive();
              });
      ready.await();
      assertKilledAtOnce(pid);
    }

    @Test
    void thatBlockAreInterrupted() throws Exception {
      var interrupted = new CountDownLatch(2);
      Body block = () -> blockUntilInterrupted(interrupted);
      Pid body = test.spawn(block);
      Pid callback = test.serve(_ -> block.run());
      test.node().send(callback, "go");
      awaitRunning(callback);
      assertKilledAtOnce(body);
      assertKilledAtOnce(callback);
      interrupted.await();
    }

    @Test
    void thatLoopAreGoneAtOnceAndCountedUntilTheyReturn() throws Exception {
      var looping = new CountDownLatch(2);
      Pid body = test.spawn(() -> loop(looping));
      Pid callback = test.serve(_ -> loop(looping));
      test.node().send(callback, "go");
      looping.await();
      assertKilledAtOnce(body);
      assertKilledAtOnce(callback);
      assertThat(test.node().tally().fencedThreads()).isEqualTo(2);
      stop.set(true);
    }

    @Test
    void thatWaitForAnAnswerEnd() throws Exception {
      Pid silent = test.serve(_ -> {});
      var asking = new CountDownLatch(1);
      Pid asker =
          test.serve(
              _ -> {
                ReplySlot slot = test.node().kernel().openReply(silent);
                asking.countDown();
                slot.await(Processes.INFINITY);
              });
      test.node().send(asker, "go");
      asking.await();
      assertKilledAtOnce(asker);
    }

    @Test
    void thatHaveNotBegunNeverBegin() {
      for (int i = 0; i < 1000; i++) {
        Pid pid = test.spawn(Processes::self);
        test.node().exit(pid, KILL);
        Pid callback = test.serve(_ -> {});
        test.node().exit(callback, KILL);
      }
      await().untilAsserted(() -> assertThat(test.node().count()).isZero());
    }

    private void assertKilledAtOnce(Pid pid) {
      test.run(
          () -> {
            Ref ref = monitor(pid);
            Processes.exit(pid, KILL);
            assertThat(test.node().alive(pid)).isFalse();
            assertThat(receive(Duration.ZERO)).isEqualTo(new Down(ref, pid, KILLED));
          });
    }
  }

  @Nested
  class Fence {

    @Test
    void refusesEveryOperation() throws Exception {
      Map<String, Body> operations = operations();
      var refused = new CompletableFuture<List<String>>();
      var running = new CountDownLatch(1);
      Pid victim =
          test.spawn(
              () -> {
                running.countDown();
                spinUntilStopped();
                refused.complete(thatThrowKilled(operations));
              });
      running.await();
      test.node().exit(victim, KILL);
      assertThat(test.node().tally().fencedThreads()).isOne();
      stop.set(true);
      assertThat(refused.get()).containsExactlyInAnyOrderElementsOf(operations.keySet());
    }

    /** A victim's interrupt comes from another thread, at any time. */
    @Test
    void letsNoInterruptReachAnotherProcess() throws Exception {
      var disturbed = new AtomicInteger();
      var handled = new AtomicInteger();
      Pid bystander =
          test.serve(
              _ -> {
                LockSupport.parkNanos(1000);
                if (Thread.currentThread().isInterrupted()) {
                  disturbed.incrementAndGet();
                }
                handled.incrementAndGet();
              });
      int victims = 5_000;
      for (int i = 0; i < victims; i++) {
        Pid victim = test.serve(_ -> LockSupport.parkNanos(1000));
        test.node().send(victim, "go");
        test.node().send(bystander, "go");
        test.node().exit(victim, KILL);
      }
      await().until(() -> handled.get() == victims);
      assertThat(disturbed).hasValue(0);
    }

    /** Some victims are killed in the middle of a wait, some just when it ends. */
    @Test
    void letsNoInterruptReachThoseThatComeAfterABlockedVictim() throws Exception {
      var disturbed = new AtomicInteger();
      var handled = new AtomicInteger();
      List<Pid> bystanders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        bystanders.add(
            test.serve(
                _ -> {
                  boolean before = Thread.interrupted();
                  LockSupport.parkNanos(1000);
                  if (before || Thread.interrupted()) {
                    disturbed.incrementAndGet();
                  }
                  handled.incrementAndGet();
                }));
      }
      int victims = 4_000;
      for (int i = 0; i < victims; i++) {
        long nanos = i % 5 * 20_000L;
        var blocked = new CountDownLatch(1);
        Pid victim =
            test.serve(
                _ -> {
                  blocked.countDown();
                  LockSupport.parkNanos(nanos);
                });
        test.node().send(victim, "go");
        bystanders.forEach(bystander -> test.node().send(bystander, "go"));
        if (i % 2 == 0) {
          blocked.await();
        }
        test.node().exit(victim, KILL);
      }
      await().until(() -> handled.get() == 4 * victims);
      assertThat(disturbed).hasValue(0);
      await().until(() -> test.node().fencedThreads().isEmpty());
    }

    @Test
    void leavesTheOtherProcessesRunning() throws Exception {
      var loops = new ArrayList<Pid>();
      var looping = new CountDownLatch(1);
      Pid loop = test.serve(_ -> loop(looping));
      loops.add(loop);
      test.node().send(loop, "go");
      looping.await();
      var answered = new CountDownLatch(1);
      test.node().send(test.serve(_ -> answered.countDown()), "hello");
      answered.await();
      loops.forEach(pid -> test.node().exit(pid, KILL));
      assertThat(test.node().tally().fencedThreads()).isOne();
      stop.set(true);
    }

    private Map<String, Body> operations() {
      Node node = test.node();
      Pid other = test.spawn(Processes::receive);
      TimerRef timer = node.sendAfter(other, "late", Duration.ofHours(1));
      ReplySlot slot = node.kernel().openReply(other);
      return Map.ofEntries(
          Map.entry("self", Processes::self),
          Map.entry("spawn", () -> spawn(() -> {})),
          Map.entry("spawnLink", () -> Processes.spawnLink(() -> {})),
          Map.entry("spawnMonitor", () -> Processes.spawnMonitor(() -> {})),
          Map.entry("link", () -> Processes.link(other)),
          Map.entry("unlink", () -> Processes.unlink(other)),
          Map.entry("monitor", () -> monitor(other)),
          Map.entry("demonitor", () -> Processes.demonitor(new Ref(node.id(), 1))),
          Map.entry("send", () -> Processes.send(other, "hello")),
          Map.entry("sendAfter", () -> Processes.sendAfter(other, "hello", Duration.ZERO)),
          Map.entry("startTimer", () -> Processes.startTimer(other, "hello", Duration.ZERO)),
          Map.entry("cancelTimer", () -> Processes.cancelTimer(timer)),
          Map.entry("readTimer", () -> Processes.readTimer(timer)),
          Map.entry("receive", Processes::receive),
          Map.entry("receive at once", () -> receive(Duration.ZERO)),
          Map.entry("exit", () -> Processes.exit(other, KILL)),
          Map.entry("trapExit", () -> trapExit(true)),
          Map.entry("register", () -> Processes.register("n", other)),
          Map.entry("unregister", () -> Processes.unregister("n")),
          Map.entry("whereis", () -> Processes.whereis("n")),
          Map.entry("node send", () -> node.send(other, "hello")),
          Map.entry("node exit", () -> node.exit(other, KILL)),
          Map.entry("node spawn", () -> node.spawn(() -> {}, SpawnOptions.NONE)),
          Map.entry("node register", () -> node.register("n", other)),
          Map.entry("answer", () -> slot.answer("hello")),
          Map.entry("await", () -> slot.await(Duration.ZERO)));
    }

    private List<String> thatThrowKilled(Map<String, Body> operations) {
      var refused = new ArrayList<String>();
      operations.forEach(
          (name, operation) -> {
            try {
              operation.run();
            } catch (ExitException exit) {
              if (exit.reason() == KILLED) {
                refused.add(name);
              }
            } catch (Exception other) {
              refused.add(name + " threw " + other);
            }
          });
      return refused;
    }
  }

  private void awaitRunning(Pid pid) {
    await().until(() -> test.info(pid).status() == ProcessInfo.Status.RUNNING);
  }

  /** Goes on whatever happens, as code does that ignores its interruption. */
  private void spinUntilStopped() {
    while (!stop.get()) {
      LockSupport.parkNanos(100_000); // leaves the carrier to others: it may be the only one
      Thread.interrupted();
    }
  }

  private void loop(CountDownLatch begun) {
    begun.countDown();
    spinUntilStopped();
  }

  private static void blockUntilInterrupted(CountDownLatch interrupted)
      throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }
}
