package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmWordsTest {

  private static final Duration AFTER = Duration.ofMillis(4900);

  private final Pid pid = Pid.of(new NodeId("words", 1), 42);
  private final StackTraceElement frame =
      new StackTraceElement("shop.Importer", "handle", "Importer.java", 7);

  private Alarm late(String name, String message) {
    return new Alarm.LongSchedule(
        pid, name, "Importer", Instant.EPOCH, message, Duration.ofSeconds(1), List.of(frame));
  }

  private final Alarm queue =
      new Alarm.LongMessageQueue(pid, "importer", "Importer", Instant.EPOCH, 10_012, 10_000);

  private final Alarm old =
      new Alarm.OldMessage(
          pid, "importer", "Importer", Instant.EPOCH, AFTER, Duration.ofMillis(1500));

  @Test
  void tellOfALongCallbackWithItsStack() {
    assertThat(AlarmWords.set(late("importer", "Import")))
        .isEqualTo(
            "\"importer\" <0.42> runs for longer than 1 s, handling Import:\n"
                + "    at shop.Importer.handle(Importer.java:7)");
    assertThat(AlarmWords.set(late(null, null)))
        .startsWith("<0.42> runs for longer than 1 s, at its start:");
    assertThat(AlarmWords.cleared(late("importer", "Import"), AFTER))
        .isEqualTo("\"importer\" <0.42> is through after 4.9 s, handling Import");
  }

  @Test
  void tellOfMailboxes() {
    assertThat(AlarmWords.set(queue))
        .isEqualTo("\"importer\" <0.42>: 10012 messages wait, limit 10000");
    assertThat(AlarmWords.cleared(queue, AFTER))
        .isEqualTo("\"importer\" <0.42>: at most 5000 messages wait again, after 4.9 s");
    assertThat(AlarmWords.set(old))
        .isEqualTo("\"importer\" <0.42>: its oldest message has waited for 4.9 s, limit 1.5 s");
    assertThat(AlarmWords.cleared(old, AFTER))
        .isEqualTo("\"importer\" <0.42>: its old messages are gone, after 4.9 s");
  }

  @Test
  void tellThatTheProcessHasEnded() {
    assertThat(AlarmWords.ended(queue, AFTER))
        .isEqualTo("\"importer\" <0.42> has ended, 4.9 s after its alarm LONG_MESSAGE_QUEUE");
  }
}
