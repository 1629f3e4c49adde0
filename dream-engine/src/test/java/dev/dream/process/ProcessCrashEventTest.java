package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessCrashEventTest {

  private static final String EVENT = "dev.dream.ProcessCrash";

  @RegisterExtension final TestNode test = new TestNode();
  @RegisterExtension final Logs logs = new Logs();
  @TempDir Path directory;

  private Pid crash() {
    Callbacks fragile =
        new Callbacks() {
          @Override
          public void begin() {}

          @Override
          public void handle(Object message) {
            throw new IllegalStateException("token=abc");
          }

          @Override
          public String module() {
            return "Fragile";
          }
        };
    Pid pid = test.node().spawn(fragile, SpawnOptions.NONE.named("f"));
    test.node().send(pid, "go");
    test.awaitEnd(pid);
    test.node().close();
    return pid;
  }

  private List<RecordedEvent> recorded(Recording recording) throws IOException {
    Path file = directory.resolve("crash.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  @Test
  void isRecorded() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable(EVENT);
      recording.start();
      Pid pid = crash();
      recording.stop();

      List<RecordedEvent> events = recorded(recording);
      assertThat(events).hasSize(1);
      RecordedEvent event = events.getFirst();
      assertThat(event.getString("engine")).isEqualTo("test");
      assertThat(event.getString("process")).isEqualTo(pid.toString());
      assertThat(event.getString("name")).isEqualTo("f");
      assertThat(event.getString("module")).isEqualTo("Fragile");
      assertThat(event.getString("reason"))
          .isEqualTo("java.lang.IllegalStateException: token=******");
      assertThat(event.getString("reasonType")).isEqualTo("java.lang.IllegalStateException");
      assertThat(event.getBoolean("byItself")).isTrue();
      assertThat(event.getString("lastMessageType")).isEqualTo("String");
    }
  }

  @Test
  void isNotRecordedUnlessWanted() throws IOException {
    try (Recording recording = new Recording()) {
      recording.disable(EVENT);
      recording.start();
      crash();
      recording.stop();
      assertThat(recorded(recording)).noneMatch(e -> e.getEventType().getName().equals(EVENT));
    }
  }
}
