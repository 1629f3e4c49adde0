package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Very many crashes of one kind. */
@Timeout(60)
class CrashStormTest {

  private static final int CRASHES = 20_000;

  @RegisterExtension final TestNode test = new TestNode();
  @RegisterExtension final Logs logs = new Logs();

  private final AtomicInteger looks = new AtomicInteger();

  /** Fails on every message. */
  private final class Fragile implements Callbacks {

    @Override
    public void begin() {}

    @Override
    public void handle(Object message) {
      throw new IllegalStateException("boom");
    }

    @Override
    public @Nullable Object state() {
      looks.incrementAndGet();
      return "state";
    }

    @Override
    public String module() {
      return "Fragile";
    }
  }

  private void crash(int times) {
    for (int i = 0; i < times; i++) {
      test.node().send(test.node().spawn(new Fragile(), SpawnOptions.NONE), "go");
    }
    await().until(() -> test.node().count() == 0 && test.node().tally().exitsInFlight() == 0);
  }

  private long counted() {
    return test.node().tally().exits(new Tally.ExitKind("Fragile", "error"));
  }

  @Test
  void isLoggedInPartAndSummedUp() {
    long begin = System.nanoTime();
    crash(CRASHES);
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    test.node().close(); // says what it has not said yet

    List<String> lines = logs.from(Level.WARN);
    long full = lines.stream().filter(line -> line.contains("crashed handling")).count();
    long left =
        lines.stream()
            .filter(line -> line.endsWith(" more crashes of Fragile in the last second"))
            .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
            .sum();
    assertThat(full).isBetween((long) CrashRate.MOST, CrashRate.MOST * (seconds + 2));
    assertThat(full + left).isEqualTo(CRASHES);
    assertThat(counted()).isEqualTo(CRASHES);
    assertThat(looks.get()).as("looks at the state").isEqualTo((int) full);
  }

  @Test
  void isReportedWholeToListenersButBriefly() {
    List<CrashReport> full = new CopyOnWriteArrayList<>();
    LongAdder brief = new LongAdder();
    test.node()
        .reports()
        .addListener(
            report -> {
              CrashReport crash = (CrashReport) report;
              if (crash.isBrief()) {
                assertThat(crash.state()).isNull();
                assertThat(crash.thrown()).isNull();
                assertThat(crash.reason()).isEqualTo("java.lang.IllegalStateException: boom");
                brief.increment();
              } else {
                full.add(crash);
              }
            });
    crash(1_000);
    await().until(() -> full.size() + brief.sum() + test.node().reports().lost() == 1_000);
    assertThat(full).hasSizeGreaterThanOrEqualTo(CrashRate.MOST);
    assertThat(full).allMatch(crash -> "state".equals(crash.state()));
  }

  @Test
  void isSummedUpASecondLater() {
    crash(CrashRate.MOST + 10);
    await()
        .until(
            () ->
                logs.from(Level.WARN).stream()
                    .anyMatch(line -> line.contains("more crashes of Fragile")));
  }
}
