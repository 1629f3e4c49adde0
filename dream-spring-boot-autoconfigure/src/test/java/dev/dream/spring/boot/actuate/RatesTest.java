package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.spring.boot.Counter;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final Offset<Double> ABOUT = within(0.2);

  private final Dream dream = Dream.create();
  private final Rates rates = new Rates();
  private final ServerRef<Counter> counter = dream.start(Counter::new);
  private final Pid pid = (Pid) counter.address();
  private final Instant begin = info().startedAt();

  @AfterEach
  void close() {
    dream.close();
  }

  private ProcessInfo info() {
    return dream.info(pid).orElseThrow();
  }

  private void take(int messages) {
    for (int i = 0; i < messages; i++) {
      counter.call(new Counter.Add(1));
    }
  }

  private double rate(long second) {
    return rates.look(dream.processes(), begin.plusSeconds(second)).of(info());
  }

  @Test
  void areThoseOfTheWholeLifeAtFirst() {
    take(20);

    assertThat(rate(10)).isCloseTo(2, ABOUT);
  }

  @Test
  void areThoseSinceTheLookBefore() {
    take(20);
    rate(10);
    take(6);

    assertThat(rate(12)).isCloseTo(3, ABOUT);
    assertThat(rate(12)).isCloseTo(3, ABOUT); // a second client, at the same time
    assertThat(rate(14)).isCloseTo(0, ABOUT);
  }

  @Test
  void beginAnewWhenNobodyHasLookedForLong() {
    take(20);
    rate(10);
    take(180);

    assertThat(rate(100)).isCloseTo(2, ABOUT);
  }

  @Test
  void ofANewProcessAreThoseOfItsLife() {
    rates.look(List.of(), begin.minusSeconds(5));
    take(30);

    assertThat(rate(10)).isCloseTo(3, ABOUT);
  }
}
