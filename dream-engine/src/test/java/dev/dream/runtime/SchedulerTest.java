package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulerTest {

  private final ThreadSource threads = new ThreadSource();
  private final Scheduler scheduler = new Scheduler("scheduler-test", 1, threads);

  @AfterEach
  void closingEndsEveryThread() throws InterruptedException {
    scheduler.close();
    assertThat(threads.awaitEnd(5, TimeUnit.SECONDS)).as("all workers have ended").isTrue();
  }

  @Nested
  class Schedule {

    @Test
    void runsATaskOnAWorker() throws InterruptedException {
      var ran = new CountDownLatch(1);
      scheduler.schedule(_ -> ran.countDown());
      ran.await();
    }

    @Test
    void noThreadRunsBeforeTheFirstTask() {
      assertThat(threads.live()).isZero();
    }

    @Test
    void oneTaskAfterTheOtherNeedsOneThread() throws Exception {
      for (int i = 0; i < 1000; i++) {
        runAndGetWorker();
      }
      await().until(() -> threads.live() == 1);
    }

    @Test
    void tasksScheduledByATaskRunToo() throws InterruptedException {
      var ran = new CountDownLatch(3);
      Task leaf = _ -> ran.countDown();
      scheduler.schedule(
          _ -> {
            scheduler.schedule(leaf); // displaced from the slot by the next
            scheduler.schedule(_ -> ran.countDown());
            ran.countDown();
          });
      ran.await();
    }

    @Test
    void aTaskWaitsNotBehindOneThatBlocks() throws InterruptedException {
      var unblock = new CountDownLatch(1);
      scheduler.schedule(_ -> waitFor(unblock));
      scheduler.schedule(_ -> unblock.countDown());
      unblock.await();
    }

    @Test
    void theSlotOfABlockedWorkerIsNotLost() throws InterruptedException {
      var unblock = new CountDownLatch(1);
      scheduler.schedule(
          _ -> {
            scheduler.schedule(_ -> unblock.countDown());
            waitFor(unblock);
          });
      unblock.await();
    }

    /** Else a ping-pong would wait until each of a thousand tasks that block has had its turn. */
    @Test
    void whatIsNextWhereSomebodyBlocksComesBeforeAllThatIsQueued() throws InterruptedException {
      var order = new ConcurrentLinkedQueue<String>();
      var ran = new CountDownLatch(101);
      scheduler.schedule(
          _ -> {
            for (int i = 0; i < 100; i++) {
              scheduler.share(
                  _ -> {
                    order.add("queued");
                    LockSupport.parkNanos(100_000);
                    ran.countDown();
                  });
            }
            scheduler.schedule(
                _ -> {
                  order.add("next");
                  ran.countDown();
                });
            waitFor(ran);
          });
      ran.await();
      assertThat(order.peek()).isEqualTo("next");
    }

    @Test
    void aTaskWaitsNotBehindOneThatLoops() throws InterruptedException {
      var stop = new CountDownLatch(1);
      scheduler.schedule(
          _ -> {
            while (stop.getCount() > 0) {
              LockSupport.parkNanos(100_000); // it may have the only carrier
            }
          });
      scheduler.schedule(_ -> stop.countDown());
      stop.await();
    }

    @Test
    void anInterruptFlagLeftByOneTaskIsNotSeenByTheNext() throws Exception {
      var seen = new CompletableFuture<Boolean>();
      scheduler.schedule(
          _ -> {
            scheduler.schedule(_ -> seen.complete(Thread.currentThread().isInterrupted()));
            Thread.currentThread().interrupt();
          });
      assertThat(seen.get()).isFalse();
    }

    @Test
    void manyProducersLoseNoTask() throws InterruptedException {
      int producers = 8;
      int each = 50_000;
      var ran = new CountDownLatch(producers * each);
      for (int i = 0; i < producers; i++) {
        threads.start(
            "producer",
            () -> {
              for (int j = 0; j < each; j++) {
                scheduler.schedule(_ -> ran.countDown());
              }
            });
      }
      ran.await();
    }
  }

  @Nested
  class Places {

    /** The watch may decide to take a place just when its worker goes to sleep. */
    @Test
    void aSleepingWorkerCannotLoseItsPlace() throws Exception {
      Worker sleeper = runAndGetWorker();
      awaitIdle();
      assertThat(scheduler.places()[0].release(sleeper)).isFalse();
      runAndGetWorker();
    }

    @Test
    void workersThatBlockForMomentsAllEnd() throws InterruptedException {
      int tasks = 20_000;
      var ran = new CountDownLatch(tasks);
      for (int i = 0; i < tasks; i++) {
        int pause = i % 5;
        scheduler.schedule(
            _ -> {
              LockSupport.parkNanos(pause * 10_000L);
              ran.countDown();
            });
        if (i % 100 == 0) {
          awaitIdle();
        }
      }
      ran.await();
      awaitIdle();
      await().until(() -> threads.live() <= 1);
    }

    @Test
    void anAbandonedWorkerRunsNothingMore() throws Exception {
      var abandoned = new CompletableFuture<Worker>();
      var next = new CompletableFuture<Worker>();
      scheduler.schedule(
          worker -> {
            worker.abandon();
            scheduler.schedule(next::complete);
            abandoned.complete(worker);
          });
      assertThat(next.get()).isNotSameAs(abandoned.get());
    }

    @Test
    void aWorkerWhoseTaskThrewLeavesItsPlaceToOthers() throws Exception {
      scheduler.schedule(
          _ -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw new AssertionError("a task must not throw");
          });
      runAndGetWorker();
    }
  }

  @Nested
  class WithoutACarrier {

    /**
     * Code that never blocks keeps all carriers: a worker in place of the one that runs it waits.
     */
    @Test
    void onlyOneMoreWorkerIsStarted() throws InterruptedException {
      var stop = new AtomicBoolean();
      int cores = Runtime.getRuntime().availableProcessors();
      var spinning = new CountDownLatch(cores);
      scheduler.schedule(_ -> spin(spinning, stop));
      for (int i = 1; i < cores; i++) {
        Thread.startVirtualThread(() -> spin(spinning, stop));
      }
      spinning.await();
      var ran = new CountDownLatch(100);
      for (int i = 0; i < 100; i++) {
        scheduler.schedule(_ -> ran.countDown());
      }
      boolean early = ran.await(200, TimeUnit.MILLISECONDS); // many looks of the watch
      int started = scheduler.workersStarted();
      stop.set(true);
      ran.await();
      assertThat(early).isFalse();
      assertThat(started).isLessThanOrEqualTo(2);
    }

    private void spin(CountDownLatch spinning, AtomicBoolean stop) {
      spinning.countDown();
      while (!stop.get()) {
        Thread.onSpinWait();
      }
    }
  }

  @Nested
  class OtherVirtualThreads {

    /** Those of the application, such as the ones that serve its requests. */
    @Test
    void getTheirTurnWhileEveryCarrierIsBusy() throws InterruptedException {
      int cores = Runtime.getRuntime().availableProcessors();
      var busy = new Scheduler("busy", cores, threads);
      for (int i = 0; i < 2 * cores; i++) {
        busy.schedule(new Forever(busy));
      }
      try {
        for (int i = 0; i < 200; i++) {
          var ran = new CountDownLatch(1);
          Thread.startVirtualThread(ran::countDown);
          assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        }
      } finally {
        busy.close();
      }
    }

    private record Forever(Scheduler scheduler) implements Task {
      @Override
      public void run(Worker worker) {
        scheduler.schedule(this);
      }
    }
  }

  @Nested
  class Idle {

    @Test
    void theWatchSleepsWithoutLimitWhenNothingIsToDo() throws Exception {
      runAndGetWorker();
      awaitSleep();
    }

    @Test
    void aWatchThatSleepsIsWokenByWork() throws Exception {
      runAndGetWorker();
      for (int i = 0; i < 5; i++) {
        awaitSleep();
        var unblock = new CountDownLatch(1);
        scheduler.schedule(_ -> waitFor(unblock));
        scheduler.schedule(_ -> unblock.countDown());
        unblock.await();
      }
    }

    /** Looks at all watches each time: the one of the test before may be about to end. */
    private static void awaitSleep() {
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .filter(thread -> thread.getName().equals("scheduler-test-watch"))
                      .anyMatch(thread -> thread.getState() == Thread.State.WAITING));
    }
  }

  @Nested
  class Observed {

    private final Queue<LongTask> lasting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger active = new AtomicInteger();
    private final Scheduler observed =
        new Scheduler(
            "scheduler-test",
            1,
            threads,
            new Observer() {
              @Override
              public void active() {
                active.incrementAndGet();
              }

              @Override
              public void lasting(LongTask task) {
                lasting.add(task);
              }
            });

    @AfterEach
    void close() {
      observed.close();
    }

    /** Two at the same time: one has lost its place to the other. */
    @Test
    void eachTaskThatLastsIsToldOfOnce() {
      var unblock = new CountDownLatch(1);
      schedule("one", unblock);
      schedule("two", unblock);
      await().until(() -> lasting.size() == 2);
      assertThat(lasting).extracting(LongTask::occupant).containsExactlyInAnyOrder("one", "two");
      assertThat(lasting).noneMatch(LongTask::isOver);
      Idle.awaitSleep();
      unblock.countDown();
      await().until(() -> lasting.stream().allMatch(LongTask::isOver));
      assertThat(lasting).hasSize(2);
      assertThat(active.get()).isPositive();
    }

    @Test
    void aWatchThatSleepsBesideTasksThatLastLooksAgainWhenThereIsMoreWork() {
      var unblock = new CountDownLatch(1);
      for (int i = 1; i <= 5; i++) {
        int told = i;
        schedule("task", unblock);
        await().until(() -> lasting.size() == told);
        Idle.awaitSleep();
      }
      unblock.countDown();
    }

    @Test
    void noShortTaskIsToldOf() throws InterruptedException {
      var ran = new CountDownLatch(10_000);
      for (int i = 0; i < 10_000; i++) {
        observed.schedule(_ -> ran.countDown());
      }
      ran.await();
      assertThat(lasting).isEmpty();
      await().until(() -> observed.workers().size() <= 1);
    }

    private void schedule(String name, CountDownLatch unblock) {
      observed.schedule(
          worker -> {
            worker.occupy(name);
            waitFor(unblock);
            worker.occupy(null);
          });
    }
  }

  @Nested
  class Close {

    @Test
    void dropsWhatIsQueued() throws InterruptedException {
      var ran = new AtomicInteger();
      scheduler.close();
      scheduler.schedule(_ -> ran.incrementAndGet());
      assertThat(threads.awaitEnd(5, TimeUnit.SECONDS)).isTrue();
      assertThat(ran).hasValue(0);
    }
  }

  private Worker runAndGetWorker() throws Exception {
    var ran = new CompletableFuture<Worker>();
    scheduler.schedule(ran::complete);
    return ran.get();
  }

  private void awaitIdle() {
    await().pollInterval(Duration.ofMillis(1)).until(scheduler::allIdle);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
