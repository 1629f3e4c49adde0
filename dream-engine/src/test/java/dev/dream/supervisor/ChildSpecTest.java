package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Counter;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Processes;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChildSpecTest {

  private final ChildSpec<Counter> counter = ChildSpec.worker("counter", Counter::new);

  @Nested
  class Defaults {

    @Test
    void ofAWorker() {
      assertThat(counter.id()).isEqualTo("counter");
      assertThat(counter.restart()).isEqualTo(Restart.PERMANENT);
      assertThat(counter.shutdown()).isEqualTo(new Shutdown.Within(Duration.ofSeconds(5)));
      assertThat(counter.type()).isEqualTo(ChildType.WORKER);
      assertThat(counter.options())
          .isEqualTo(new StartOptions(null, Processes.INFINITY, null, null, null));
    }

    @Test
    void ofASupervisor() {
      var rooms = ChildSpec.supervisor("rooms", SupervisorSpec.oneForOne());

      assertThat(rooms.restart()).isEqualTo(Restart.PERMANENT);
      assertThat(rooms.shutdown()).isEqualTo(Shutdown.INFINITY);
      assertThat(rooms.type()).isEqualTo(ChildType.SUPERVISOR);
    }
  }

  @Nested
  class Changing {

    @Test
    void leavesTheOriginalAlone() {
      counter.id("other").named().restart(Restart.TEMPORARY).shutdown(Shutdown.BRUTAL_KILL);

      assertThat(counter.id()).isEqualTo("counter");
      assertThat(counter.options().name()).isNull();
      assertThat(counter.restart()).isEqualTo(Restart.PERMANENT);
      assertThat(counter.shutdown()).isEqualTo(Shutdown.DEFAULT);
    }

    @Test
    void changesOneThingEach() {
      var backoff = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30));
      var changed =
          counter
              .id("other")
              .named()
              .restart(Restart.TRANSIENT)
              .shutdown(Duration.ofSeconds(10))
              .initTimeout(Duration.ofSeconds(1))
              .type(ChildType.SUPERVISOR)
              .significant()
              .backoff(backoff);

      assertThat(changed)
          .isEqualTo(
              new ChildSpec<Counter>(
                  "other",
                  counter.start(),
                  new StartOptions(new Name("other"), Duration.ofSeconds(1), null, null, null),
                  Restart.TRANSIENT,
                  new Shutdown.Within(Duration.ofSeconds(10)),
                  ChildType.SUPERVISOR,
                  true,
                  backoff));
    }

    @Test
    void mayTakeTheNameAway() {
      assertThat(counter.name("a").unnamed()).isEqualTo(counter);
    }
  }

  @Nested
  class Restarts {

    private static final ExitReason BOOM = ExitReason.error("boom");

    @Test
    void ofAPermanentChildFollowAnyEnd() {
      assertThat(Restart.PERMANENT.appliesTo(ExitReason.NORMAL)).isTrue();
      assertThat(Restart.PERMANENT.appliesTo(BOOM)).isTrue();
    }

    @Test
    void ofATransientChildFollowAbnormalEnds() {
      assertThat(Restart.TRANSIENT.appliesTo(ExitReason.NORMAL)).isFalse();
      assertThat(Restart.TRANSIENT.appliesTo(ExitReason.SHUTDOWN)).isFalse();
      assertThat(Restart.TRANSIENT.appliesTo(ExitReason.shutdown("done"))).isFalse();
      assertThat(Restart.TRANSIENT.appliesTo(ExitReason.KILLED)).isTrue();
      assertThat(Restart.TRANSIENT.appliesTo(ExitReason.NOPROC)).isTrue();
      assertThat(Restart.TRANSIENT.appliesTo(BOOM)).isTrue();
    }

    @Test
    void ofATemporaryChildFollowNoEnd() {
      assertThat(Restart.TEMPORARY.appliesTo(BOOM)).isFalse();
    }
  }

  @Nested
  class Shutdowns {

    @Test
    void areShownAsTheyAreWritten() {
      assertThat(Shutdown.BRUTAL_KILL).hasToString("brutal kill");
      assertThat(Shutdown.INFINITY).hasToString("infinity");
      assertThat(Shutdown.DEFAULT).hasToString("5 s");
    }

    @Test
    void mustNotBeNegative() {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> counter.shutdown(Duration.ofSeconds(-1)))
          .withMessage("a shutdown timeout must not be negative, but was PT-1S");
    }
  }
}
