package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchOptionsTest {

  @Test
  void areCopiesWithOneChange() {
    WatchOptions options =
        WatchOptions.DEFAULT
            .callbackLimit(Duration.ofSeconds(2))
            .mailboxDepth(3)
            .mailboxAge(Duration.ofSeconds(4));
    assertThat(options)
        .isEqualTo(new WatchOptions(Duration.ofSeconds(2), 3, Duration.ofSeconds(4)));
    assertThat(WatchOptions.DEFAULT)
        .isEqualTo(new WatchOptions(Duration.ofSeconds(1), 10_000, Duration.ofSeconds(10)));
  }

  @Test
  void mustBePositive() {
    WatchOptions options = WatchOptions.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.callbackLimit(Duration.ZERO))
        .withMessage("the callback limit must be positive, but was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.mailboxAge(Duration.ofSeconds(-1)))
        .withMessage("the mailbox age must be positive, but was PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.mailboxDepth(0))
        .withMessage("the mailbox depth must be at least 1, but was 0");
  }
}
