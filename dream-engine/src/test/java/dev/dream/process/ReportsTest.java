package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ReportsTest {

  @RegisterExtension final TestNode test = new TestNode();
  @RegisterExtension final Logs logs = new Logs();

  private record Numbered(Pid process, int number) implements Report {
    @Override
    public Instant at() {
      return Instant.EPOCH;
    }
  }

  private void publish(int from, int number) {
    Pid process = Pid.of(test.node().id(), from);
    test.node().reports().publish(() -> new Numbered(process, number));
  }

  @Test
  void comeInOrderFromEachThreadAndNoneIsMissing() throws Exception {
    List<Numbered> heard = Collections.synchronizedList(new ArrayList<>());
    test.node().reports().addListener(report -> heard.add((Numbered) report));
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(from -> Thread.startVirtualThread(() -> many(from)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    await().until(() -> heard.size() == 4 * 2_000);
    for (int from = 0; from < 4; from++) {
      int sender = from;
      assertThat(heard.stream().filter(report -> report.process().id() == sender))
          .extracting(Numbered::number)
          .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
    }
  }

  private void many(int from) {
    for (int i = 0; i < 2_000; i++) {
      publish(from, i);
    }
  }

  @Test
  void areNotMadeWithoutAListener() {
    test.node()
        .reports()
        .publish(
            () -> {
              throw new AssertionError("nobody wants it");
            });
  }

  @Test
  void reachOtherListenersIfOneThrows() {
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    test.node()
        .reports()
        .addListener(
            _ -> {
              throw new IllegalStateException("no");
            });
    test.node().reports().addListener(heard::add);
    publish(1, 1);
    await().until(() -> heard.size() == 1);
    assertThat(logs.from(Level.WARN)).containsExactly("a listener failed on the report of <0.1>");
  }

  @Test
  void areLostAndCountedWhenTooManyWait() {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    test.node()
        .reports()
        .addListener(
            report -> {
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              heard.add(report);
            });
    for (int i = 0; i < 10_100; i++) {
      publish(1, i);
    }
    assertThat(test.node().reports().lost()).isEqualTo(100);
    goOn.countDown();
    await().until(() -> heard.size() == 10_000);
  }

  /** A thread may be refused for want of memory. That must not be the end of all reports. */
  @Test
  void areToldAgainAfterAThreadCouldNotBeStarted() {
    AtomicBoolean starved = new AtomicBoolean(true);
    Reports reports =
        new Reports(
            action -> {
              if (starved.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              action.run();
            });
    List<Report> heard = new ArrayList<>();
    reports.addListener(heard::add);
    Report report = new Numbered(Pid.of(test.node().id(), 1), 1);
    reports.publish(() -> report);
    reports.publish(() -> report);
    assertThat(reports.lost()).isEqualTo(2);
    assertThat(reports.waiting()).isZero();
    starved.set(false);
    reports.publish(() -> report);
    assertThat(heard).containsExactly(report);
    assertThat(logs.from(Level.ERROR))
        .containsOnly("no thread can be started to tell reports; 1 are lost");
  }

  @Test
  void reachOtherListenersAtOnceIfOneIsSlow() {
    CountDownLatch goOn = new CountDownLatch(1);
    test.node()
        .reports()
        .addListener(
            _ -> {
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    test.node().reports().addListener(heard::add);
    for (int i = 0; i < 10; i++) {
      publish(1, i);
    }
    await().until(() -> heard.size() == 10);
    goOn.countDown();
  }

  @Test
  void areOfTheKindsThatAListenerWants() {
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    test.node().reports().addListener(Set.of(CrashReport.class), heard::add);
    test.node()
        .reports()
        .publish(
            Numbered.class,
            () -> {
              throw new AssertionError("nobody wants it");
            });
    publish(1, 1);
    CrashReport crash = crash(false);
    test.node().reports().publish(CrashReport.class, () -> crash);
    await().until(() -> heard.size() == 1);
    assertThat(heard).containsExactly(crash);
  }

  @Test
  void leaveRoomForOthersIfTheyAreBrief() {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    test.node()
        .reports()
        .addListener(
            report -> {
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              heard.add(report);
            });
    CrashReport brief = crash(true);
    for (int i = 0; i < 20_000; i++) {
      test.node().reports().publish(() -> brief);
    }
    publish(1, 1);
    assertThat(test.node().reports().lost()).isEqualTo(15_000);
    goOn.countDown();
    await().until(() -> heard.size() == 5_001);
    assertThat(heard.getLast()).isInstanceOf(Numbered.class);
  }

  private CrashReport crash(boolean brief) {
    Pid pid = Pid.of(test.node().id(), 7);
    return new CrashReport(
        Instant.EPOCH,
        pid,
        null,
        null,
        "A",
        "killed",
        "killed",
        null,
        false,
        brief,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0,
        Instant.EPOCH,
        0);
  }

  @Test
  void endForAListenerThatIsRemoved() {
    List<Report> heard = Collections.synchronizedList(new ArrayList<>());
    Consumer<Report> listener = heard::add;
    test.node().reports().addListener(listener);
    test.node().reports().removeListener(listener);
    publish(1, 1);
    assertThat(heard).isEmpty();
  }
}
