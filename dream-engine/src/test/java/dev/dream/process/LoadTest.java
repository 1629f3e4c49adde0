package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.RealTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must hold with many messages, many processes and callbacks that block. */
@org.junit.jupiter.api.Timeout(120)
@RealTime("shows that callbacks which sleep hold up nobody")
class LoadTest {

  private static final SpawnOptions UNBOUNDED = SpawnOptions.NONE.mailbox(Mailbox.UNBOUNDED);

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Messages {

    @Test
    void aMillionArriveInTheOrderOfEachOfEightSenders() throws Exception {
      int senders = 8;
      int each = 125_000;
      var done = new CompletableFuture<String>();
      var order = new Order(senders, senders * each, done);
      Pid receiver = test.node().spawn(TestNode.callbacks(order::take), UNBOUNDED);
      for (int i = 0; i < senders; i++) {
        int sender = i;
        test.spawn(
            () -> {
              for (int number = 0; number < each; number++) {
                Processes.send(receiver, new Numbered(sender, number));
              }
            });
      }
      assertThat(done.get()).isEqualTo("in order");
    }

    @Test
    void aMillionReachABodyThatReceives() throws Exception {
      int count = 1_000_000;
      var done = new CompletableFuture<Integer>();
      Pid receiver =
          test.node()
              .spawn(
                  () -> {
                    int sum = 0;
                    for (int i = 0; i < count; i++) {
                      sum += (int) Processes.receive();
                    }
                    done.complete(sum);
                  },
                  UNBOUNDED);
      for (int i = 0; i < count; i++) {
        test.node().send(receiver, 1);
      }
      assertThat(done.get()).isEqualTo(count);
    }

    /** Timed waits in callbacks, which change their worker between one wait and the next. */
    @Test
    void wakeAReceiveWhereverItWaits() throws Exception {
      int count = 20_000;
      var done = new CountDownLatch(4 * count);
      for (int i = 0; i < 4; i++) {
        Pid receiver =
            test.serve(
                _ -> {
                  done.countDown();
                  Processes.receive(Integer.class, Duration.ofNanos(20_000));
                  Processes.receive(Integer.class);
                  done.countDown();
                });
        Thread.startVirtualThread(
            () -> {
              for (int j = 0; j < count; j++) {
                test.node().send(receiver, "go");
                test.node().send(receiver, 1);
                test.node().send(receiver, 2);
              }
            });
      }
      done.await();
    }

    private record Numbered(int sender, int number) {}

    private static final class Order {
      private final int[] next;
      private final CompletableFuture<String> done;
      private int left;

      Order(int senders, int total, CompletableFuture<String> done) {
        this.next = new int[senders];
        this.left = total;
        this.done = done;
      }

      void take(Object message) {
        var numbered = (Numbered) message;
        if (next[numbered.sender()]++ != numbered.number()) {
          done.complete("out of order: " + numbered);
        }
        if (--left == 0) {
          done.complete("in order");
        }
      }
    }
  }

  @Nested
  class Blocking {

    private static final int PROCESSES = 1000;

    @Test
    void callbacksSleepBesideEachOther() throws Exception {
      assertThat(run(() -> Thread.sleep(50))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void callbacksReceiveBesideEachOther() throws Exception {
      assertThat(run(() -> Processes.receive(String.class, Duration.ofMillis(50))))
          .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void callbacksThatWaitForALockLetItsHolderRun() throws Exception {
      var lock = new ReentrantLock();
      lock.lock();
      var done = new CountDownLatch(PROCESSES);
      for (int i = 0; i < PROCESSES; i++) {
        Pid pid =
            test.serve(
                _ -> {
                  lock.lock();
                  lock.unlock();
                  done.countDown();
                });
        test.node().send(pid, "go");
      }
      var reached = new CountDownLatch(1);
      test.node().send(test.serve(_ -> reached.countDown()), "go");
      reached.await();
      lock.unlock();
      done.await();
    }

    /** One after the other they would take 50 s, and the ping-pong would stand still meanwhile. */
    private Duration run(Body block) throws Exception {
      var rounds = new CountDownLatch(10_000);
      var done = new CountDownLatch(PROCESSES);
      long begun = System.nanoTime();
      for (int i = 0; i < PROCESSES; i++) {
        Pid pid =
            test.serve(
                _ -> {
                  block.run();
                  done.countDown();
                });
        test.node().send(pid, 1);
      }
      Pid pong = test.serve(ping -> Processes.send((Pid) ping, "pong"));
      Pid ping =
          test.serve(
              _ -> {
                rounds.countDown();
                Processes.send(pong, Processes.self());
              });
      test.node().send(ping, "go");
      rounds.await();
      done.await();
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  @Nested
  class Leaks {

    @Test
    void processesMonitorsAndLinksOfTheDeadLeaveNothingAtTheLiving() {
      Pid target = test.serve(_ -> {});
      test.run(
          () -> {
            Processes.trapExit(true);
            for (int i = 0; i < 50_000; i++) {
              Pid child = test.serve(_ -> {});
              Links.link(process(Processes.self()), process(child));
              Processes.demonitor(Processes.monitor(child));
              Processes.monitor(child);
              Processes.exit(child, ExitReason.SHUTDOWN);
              Processes.receive(Exit.class);
              Processes.receive(Down.class);
              Processes.demonitor(Processes.monitor(target));
            }
            ProcessInfo me = test.info(Processes.self());
            assertThat(me.links()).isEmpty();
            assertThat(me.monitors()).isEmpty();
            assertThat(me.mailboxDepth()).isZero();
          });
      assertThat(process(target).relations.watchers).isNull();
      await().until(() -> test.node().count() == 1);
    }

    private LocalProcess process(Pid pid) {
      return test.node().find((Address) pid);
    }
  }
}
