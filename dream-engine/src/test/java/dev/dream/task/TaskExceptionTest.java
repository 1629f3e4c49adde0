package dev.dream.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.ExitReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskExceptionTest {

  @Test
  void saysWhatWasAwaitedAndWhyThatWasInVain() {
    IOException full = new IOException("disk full");
    TaskException failed = TaskException.exited("await task <0.5>", ExitReason.error(full));

    assertThat(failed)
        .hasMessage("await task <0.5> failed: java.io.IOException: disk full")
        .hasCause(full);
    assertThat(failed.reason()).isEqualTo(ExitReason.error(full));
  }

  @Test
  void saysHowLongItWaited() {
    TaskException failed = TaskException.timedOut("await task <0.5>", Duration.ofSeconds(5));

    assertThat(failed).hasMessage("await task <0.5> timed out after 5 s");
    assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT);
  }
}
