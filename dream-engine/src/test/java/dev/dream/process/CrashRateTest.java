package dev.dream.process;

import static dev.dream.process.CrashRate.Verdict.FIRST_LEFT_OUT;
import static dev.dream.process.CrashRate.Verdict.FULL;
import static dev.dream.process.CrashRate.Verdict.LEFT_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CrashRateTest {

  private final AtomicLong now = new AtomicLong(-7);
  private final CrashRate rate = new CrashRate(now::get);

  private void crash(int times, CrashRate.Verdict verdict) {
    for (int i = 0; i < times; i++) {
      assertThat(rate.crashed("A")).isEqualTo(verdict);
    }
  }

  @Test
  void letsSomeThroughEachSecondAndCountsTheRest() {
    crash(CrashRate.MOST, FULL);
    crash(1, FIRST_LEFT_OUT);
    crash(99, LEFT_OUT);
    now.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
    crash(1, LEFT_OUT);
    now.addAndGet(1);
    crash(CrashRate.MOST, FULL);
    assertThat(rate.takeLeftOut("A")).isEqualTo(101);
    assertThat(rate.takeLeftOut("A")).isZero();
    crash(1, FIRST_LEFT_OUT);
  }

  @Test
  void countsEachModuleApart() {
    crash(CrashRate.MOST, FULL);
    assertThat(rate.crashed("B")).isEqualTo(FULL);
    assertThat(rate.takeLeftOut("B")).isZero();
    assertThat(rate.takeLeftOut("none")).isZero();
  }
}
