package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is logged of alarms. */
class AlarmLogTest {

  @RegisterExtension final Logs logs = new Logs();

  private final Alarms alarms = new Alarms(new Tally(Runnable::run), new Reports(Runnable::run));

  private static Alarm alarm(int id) {
    Pid pid = Pid.of(new NodeId("log", 1), id);
    return new Alarm.LongMessageQueue(pid, null, "Importer", Instant.now(), 11, 10);
  }

  @Test
  void aWarningAndThatItIsOver() {
    alarms.set(alarm(7));
    alarms.clear(alarm(7), false);
    assertThat(logs.from(Level.WARN)).containsExactly("<0.7>: 11 messages wait, limit 10");
    assertThat(logs.from(Level.INFO).getLast())
        .startsWith("<0.7>: at most 5 messages wait again, after");
  }

  @Test
  void onlyTheFirstOfVeryManyInAShortTime() {
    for (int i = 1; i <= 1000; i++) {
      alarms.set(alarm(i));
    }
    assertThat(alarms.list()).hasSize(1000);
    assertThat(logs.from(Level.WARN)).hasSize(20);
  }

  @Test
  void listsTheOldestFirst() {
    Alarm first = alarm(9);
    alarms.set(first);
    Alarm second =
        new Alarm.OldMessage(
            first.process(),
            null,
            "Importer",
            first.since().plusSeconds(1),
            java.time.Duration.ofSeconds(11),
            java.time.Duration.ofSeconds(10));
    alarms.set(second);
    assertThat(alarms.list()).isEqualTo(List.of(first, second));
  }
}
