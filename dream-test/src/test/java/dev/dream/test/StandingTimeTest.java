package dev.dream.test;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;
import static dev.dream.test.ProcessAssertions.assertReceive;
import static dev.dream.test.ProcessAssertions.refuteReceive;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.process.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests as processes of an engine whose time stands still. */
class StandingTimeTest {

  @RegisterExtension
  static final DreamExtension DREAM = new DreamExtension(options -> options.virtualTime(true));

  @Test
  void aMessageOfATimerComesWhenTimeHasPassed(VirtualTime time) {
    sendAfter(self(), "tick", Duration.ofHours(1));
    refuteReceive(String.class, Duration.ofDays(1));
    assertThatThrownBy(() -> assertReceive("tick"))
        .hasMessageStartingWith("assertReceive tick failed: it has not come; the mailbox of");
    time.advance(Duration.ofHours(1));
    assertReceive("tick");
  }
}
