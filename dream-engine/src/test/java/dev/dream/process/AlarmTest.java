package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.RealTime;
import dev.dream.TestDream;
import dev.dream.process.Alarm.LongMessageQueue;
import dev.dream.process.Alarm.LongSchedule;
import dev.dream.process.Alarm.OldMessage;
import dev.dream.process.AlarmReport.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What raises an alarm, and what ends it. */
@org.junit.jupiter.api.Timeout(60)
@RealTime("shows what lasts too long, and that what lasts not does not matter")
class AlarmTest {

  private static final Duration LIMIT = TestDream.LIMIT;

  private static final WatchOptions LIMITS =
      new WatchOptions(Duration.ofMillis(200), 100, Duration.ofMillis(500));

  private final List<AlarmReport> reports = new CopyOnWriteArrayList<>();
  private Node node;

  private record Import(String file) {}

  @BeforeEach
  void open() {
    open(LIMITS);
  }

  private void open(WatchOptions limits) {
    if (node != null) {
      node.close();
    }
    node = new Node(NodeOptions.of("alarms", 2).watch(limits));
    node.reports()
        .addListener(
            report -> {
              if (report instanceof AlarmReport alarm) {
                reports.add(alarm);
              }
            });
  }

  @AfterEach
  void close() {
    node.close();
    assertThat(node.alarms()).isEmpty();
    TestNode.assertNothingIsLeft(node);
  }

  private Pid serve(TestNode.Action action) {
    return node.spawn(TestNode.callbacks(action), SpawnOptions.NONE.named("importer"));
  }

  private <A extends Alarm> A awaitAlarm(Class<A> type) {
    return await()
        .until(
            () -> node.alarms().stream().filter(type::isInstance).map(type::cast).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void awaitCleared(Alarm alarm) {
    await().until(() -> node.alarms().stream().noneMatch(alarm::equals));
    await().until(() -> reports.stream().anyMatch(report -> is(report, alarm, Change.CLEARED)));
  }

  private static boolean is(AlarmReport report, Alarm alarm, Change change) {
    return report.alarm() == alarm && report.change() == change;
  }

  private List<Change> changesOf(Class<? extends Alarm> type) {
    return reports.stream()
        .filter(report -> type.isInstance(report.alarm()))
        .map(AlarmReport::change)
        .toList();
  }

  private enum Late {
    SLEEPS {
      @Override
      void until(CountDownLatch end) throws Exception {
        while (end.getCount() > 0) {
          Thread.sleep(1);
        }
      }
    },
    WAITS_FOR_A_LOCK {
      @Override
      void until(CountDownLatch end) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        Thread.startVirtualThread(
            () -> {
              lock.lock();
              locked.countDown();
              awaitUninterruptibly(end);
              lock.unlock();
            });
        locked.await();
        lock.lock();
        lock.unlock();
      }
    },
    LOOPS {
      @Override
      void until(CountDownLatch end) {
        while (end.getCount() > 0) {
          LockSupport.parkNanos(1); // leaves the carrier to others: it may be the only one
        }
      }
    },
    RECEIVES {
      @Override
      void until(CountDownLatch end) {
        while (end.getCount() > 0) {
          Processes.receive(String.class, Duration.ofMillis(1));
        }
      }
    },
    RECEIVES_MANY {
      @Override
      void until(CountDownLatch end) {
        while (end.getCount() > 0) {
          Processes.send(Processes.self(), "again");
          Processes.receive(String.class);
          LockSupport.parkNanos(1_000_000);
        }
      }
    },
    CALLS {
      @Override
      void until(CountDownLatch end) {
        Node node = Node.current();
        Pid silent = node.spawn(TestNode.callbacks(_ -> {}), SpawnOptions.NONE);
        ReplySlot slot = node.kernel().openReply(silent);
        Thread.startVirtualThread(
            () -> {
              awaitUninterruptibly(end);
              node.exit(silent, ExitReason.KILL);
            });
        slot.await(Processes.INFINITY);
      }
    };

    abstract void until(CountDownLatch end) throws Exception;

    private static void awaitUninterruptibly(CountDownLatch end) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Nested
  class OfALongCallback {

    @ParameterizedTest
    @EnumSource(Late.class)
    void isSetOnceAndClearedWhenThatEnds(Late late) {
      CountDownLatch end = new CountDownLatch(1);
      Pid pid =
          serve(
              message -> {
                if (message instanceof Import) {
                  late.until(end);
                }
              });
      node.send(pid, new Import("a.csv"));
      LongSchedule alarm = awaitAlarm(LongSchedule.class);
      assertThat(alarm.process()).isEqualTo(pid);
      assertThat(alarm.name()).isEqualTo("importer");
      assertThat(alarm.message()).isEqualTo("Import");
      assertThat(alarm.limit()).isEqualTo(LIMITS.callbackLimit());
      assertThat(alarm.stack()).extracting(StackTraceElement::getMethodName).contains("until");
      assertThat(node.info(pid).orElseThrow().busyFor())
          .isGreaterThanOrEqualTo(LIMITS.callbackLimit());
      assertThat(node.busyFor(pid)).isPresent();
      assertThat(node.stackOf(pid)).extracting(StackTraceElement::getMethodName).contains("until");
      sleep(Duration.ofMillis(300));
      assertThat(node.alarms()).containsExactly(alarm);
      end.countDown();
      awaitCleared(alarm);
      assertThat(changesOf(LongSchedule.class)).containsExactly(Change.SET, Change.CLEARED);
      assertThat(node.tally().alarms(Alarm.Kind.LONG_SCHEDULE)).isOne();
      assertThat(node.busyFor(pid)).isEmpty();
      assertThat(node.info(pid).orElseThrow().busyFor()).isZero();
    }

    @Test
    void isSetForTheStartToo() {
      CountDownLatch end = new CountDownLatch(1);
      Callbacks slow =
          new Callbacks() {
            @Override
            public void begin() throws Exception {
              end.await();
            }

            @Override
            public void handle(Object message) {}
          };
      node.spawn(slow, SpawnOptions.NONE);
      LongSchedule alarm = awaitAlarm(LongSchedule.class);
      assertThat(alarm.message()).isNull();
      end.countDown();
      awaitCleared(alarm);
    }

    @Test
    void isClearedWhenTheProcessIsKilledAlthoughItsCodeRuns() {
      CountDownLatch end = new CountDownLatch(1);
      Pid pid = serve(_ -> Late.LOOPS.until(end));
      node.send(pid, "go");
      LongSchedule alarm = awaitAlarm(LongSchedule.class);
      node.exit(pid, ExitReason.KILL);
      awaitCleared(alarm);
      assertThat(node.fencedThreads()).extracting(FencedThread::pid).containsExactly(pid);
      end.countDown();
    }

    @Test
    void isSetForEachOfManyThatBlock() {
      CountDownLatch end = new CountDownLatch(1);
      int many = 500;
      for (int i = 0; i < many; i++) {
        node.send(node.spawn(TestNode.callbacks(_ -> end.await()), SpawnOptions.NONE), "go");
      }
      await().atMost(LIMIT).untilAsserted(() -> assertThat(node.alarms()).hasSize(many));
      end.countDown();
      await().atMost(LIMIT).untilAsserted(() -> assertThat(node.alarms()).isEmpty());
      assertThat(node.tally().alarms(Alarm.Kind.LONG_SCHEDULE)).isEqualTo(many);
    }

    /** Each takes less than the limit, all together much more: also in one batch. */
    @Test
    void isNotSetForManyShortOnes() {
      CountDownLatch done = new CountDownLatch(20);
      Pid pid =
          serve(
              _ -> {
                Thread.sleep(30);
                done.countDown();
              });
      for (int i = 0; i < 20; i++) {
        node.send(pid, "the same");
      }
      await().until(() -> done.getCount() == 0);
      assertThat(changesOf(LongSchedule.class)).isEmpty();
    }

    @Test
    void isSetForALongOneAfterShortOnesOfTheSameBatch() {
      CountDownLatch end = new CountDownLatch(1);
      Pid pid =
          serve(
              message -> {
                Thread.sleep(30);
                if (message instanceof Import) {
                  end.await();
                }
              });
      for (int i = 0; i < 10; i++) {
        node.send(pid, "short");
      }
      node.send(pid, new Import("b.csv"));
      LongSchedule alarm = awaitAlarm(LongSchedule.class);
      assertThat(alarm.message()).isEqualTo("Import");
      end.countDown();
      awaitCleared(alarm);
    }

    @Test
    void isNotSetForAPlainProcess() {
      CountDownLatch done = new CountDownLatch(1);
      Pid pid =
          node.spawn(
              () -> {
                Thread.sleep(500);
                done.countDown();
                Processes.receive();
              },
              SpawnOptions.NONE);
      await().until(() -> done.getCount() == 0);
      assertThat(node.alarms()).isEmpty();
      assertThat(node.busyFor(pid)).isEmpty();
    }

    @Test
    void comesAtTheProcessesOwnLimit() {
      CountDownLatch end = new CountDownLatch(1);
      open(WatchOptions.DEFAULT.callbackLimit(Duration.ofDays(1)));
      Callbacks strict =
          new Callbacks() {
            @Override
            public void begin() {}

            @Override
            public void handle(Object message) throws Exception {
              end.await();
            }

            @Override
            public Optional<Duration> callbackLimit() {
              return Optional.of(Duration.ofMillis(50));
            }
          };
      node.send(node.spawn(strict, SpawnOptions.NONE), "go");
      node.send(serve(_ -> end.await()), "go");
      LongSchedule alarm = awaitAlarm(LongSchedule.class);
      assertThat(alarm.limit()).isEqualTo(Duration.ofMillis(50));
      assertThat(node.alarms()).containsExactly(alarm);
      end.countDown();
      awaitCleared(alarm);
    }
  }

  @Nested
  class OfAMailbox {

    @Test
    void isSetAboveTheWatermarkAndClearedAtHalfOfIt() {
      open(LIMITS.mailboxAge(Duration.ofDays(1)).callbackLimit(Duration.ofDays(1)));
      CountDownLatch end = new CountDownLatch(1);
      CountDownLatch halfway = new CountDownLatch(1);
      CountDownLatch taken = new CountDownLatch(51);
      Pid pid =
          serve(
              message -> {
                end.await();
                taken.countDown();
                if (message.equals(50)) {
                  halfway.await();
                }
              });
      for (int i = 0; i <= 100; i++) {
        node.send(pid, i);
      }
      sleep(Duration.ofMillis(1200));
      assertThat(node.alarms()).isEmpty(); // one is in hand: 100 wait
      node.send(pid, 101);
      LongMessageQueue alarm = awaitAlarm(LongMessageQueue.class);
      assertThat(alarm.process()).isEqualTo(pid);
      assertThat(alarm.depth()).isEqualTo(101);
      assertThat(alarm.limit()).isEqualTo(100);
      end.countDown();
      await().until(() -> taken.getCount() == 0);
      sleep(Duration.ofMillis(1200));
      assertThat(node.alarms()).containsExactly(alarm); // 51 wait
      halfway.countDown();
      awaitCleared(alarm);
      assertThat(changesOf(LongMessageQueue.class)).containsExactly(Change.SET, Change.CLEARED);
      assertThat(node.tally().alarms(Alarm.Kind.LONG_MESSAGE_QUEUE)).isOne();
    }

    @Test
    void isSetWhenTheOldestMessageIsOld() {
      CountDownLatch end = new CountDownLatch(1);
      Pid pid = serve(_ -> end.await());
      node.send(pid, 1);
      node.send(pid, 2);
      OldMessage alarm = awaitAlarm(OldMessage.class);
      assertThat(alarm.process()).isEqualTo(pid);
      assertThat(alarm.age()).isGreaterThan(LIMITS.mailboxAge());
      end.countDown();
      awaitCleared(alarm);
      assertThat(changesOf(OldMessage.class)).containsExactly(Change.SET, Change.CLEARED);
    }

    /** Nothing else happens in the engine, and no worker is involved at all. */
    @Test
    void isSetForAPlainProcessThatDoesNotReceive() {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Pid pid =
          node.spawn(
              () -> {
                Processes.receive("go"::equals);
                begun.countDown();
                end.await();
                Processes.receive();
                Processes.receive();
              },
              SpawnOptions.NONE);
      sleep(Duration.ofMillis(300)); // so that the engine comes to rest
      node.send(pid, "go");
      await().until(() -> begun.getCount() == 0);
      sleep(Duration.ofMillis(300));
      node.send(pid, 1);
      OldMessage alarm = awaitAlarm(OldMessage.class);
      end.countDown();
      awaitCleared(alarm);
    }

    @Test
    void isSetForAMessageThatNobodyWants() {
      Pid pid = node.spawn(() -> Processes.receive("wanted"::equals), SpawnOptions.NONE);
      node.send(pid, "unwanted");
      OldMessage alarm = awaitAlarm(OldMessage.class);
      node.exit(pid, ExitReason.KILL);
      awaitCleared(alarm);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
