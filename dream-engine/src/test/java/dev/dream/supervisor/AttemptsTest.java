package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.NodeId;
import dev.dream.process.Pid;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which restart of a child is the first again, by a clock moved by hand. */
class AttemptsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Pid PID = Pid.of(new NodeId("test", 1), 7);

  private final Attempts attempts =
      new Attempts(
          Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(4))
              .resetAfter(Duration.ofSeconds(10)));
  private long now = Long.MAX_VALUE - SECOND;

  /** Lets the child live so long; returns how many seconds its restart waits. */
  private long afterALifeOf(long nanos) {
    attempts.started(PID, now);
    now += nanos;
    attempts.ended(now);
    return next();
  }

  private long next() {
    long delay = attempts.next(0).toSeconds();
    now += delay * SECOND;
    return delay;
  }

  @Test
  void growWhileTheChildEndsSoon() {
    assertThat(afterALifeOf(0)).isEqualTo(1);
    assertThat(afterALifeOf(SECOND)).isEqualTo(2);
    assertThat(afterALifeOf(9 * SECOND)).isEqualTo(4);
    assertThat(attempts.count()).isEqualTo(3);
  }

  @Test
  void growWhileTheChildDoesNotStart() {
    assertThat(afterALifeOf(0)).isEqualTo(1);
    assertThat(next()).isEqualTo(2);
    assertThat(next()).isEqualTo(4);
    assertThat(next()).isEqualTo(4);
  }

  @Test
  void beginAnewWhenTheChildHasLivedForTheResetTime() {
    afterALifeOf(0);
    afterALifeOf(0);

    assertThat(afterALifeOf(10 * SECOND)).isEqualTo(1);
    assertThat(afterALifeOf(0)).isEqualTo(2);
  }

  @Test
  void goOnWhenTheChildHasLivedForLess() {
    afterALifeOf(0);

    assertThat(afterALifeOf(10 * SECOND - 1)).isEqualTo(2);
  }

  @Test
  void beginAnewAlsoWhenTheLongLifeWasEndedByTheGroup() {
    afterALifeOf(0);
    attempts.started(PID, now);
    now += 10 * SECOND;
    attempts.ended(now);

    assertThat(afterALifeOf(0)).isEqualTo(1);
  }

  @Test
  void doNotTakeWaitingForLiving() {
    afterALifeOf(0);
    now += 100 * SECOND;
    attempts.ended(now);

    assertThat(next()).isEqualTo(2);
  }

  @Test
  void beginAnewWhenForgotten() {
    afterALifeOf(0);

    attempts.forget();

    assertThat(next()).isEqualTo(1);
  }

  @Test
  void knowTheLastProcess() {
    assertThat(attempts.last()).isNull();

    afterALifeOf(0);

    assertThat(attempts.last()).isEqualTo(PID);
  }
}
