package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dream.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

  /** In a JVM without Flight Recorder: a process crashes, is reported, and nothing else happens. */
  static final class WithoutFlightRecorder {

    public static void main(String[] arguments) throws InterruptedException {
      if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
        System.exit(2);
      }
      ((Logger) LoggerFactory.getLogger(Node.class)).setLevel(Level.WARN);
      CountDownLatch reported = new CountDownLatch(1);
      try (Node node = new Node(NodeOptions.of("test", 1))) {
        node.reports().addListener(Set.of(CrashReport.class), _ -> reported.countDown());
        node.exit(node.spawn(Processes::receive, SpawnOptions.NONE), ExitReason.error("boom"));
        System.exit(reported.await(30, TimeUnit.SECONDS) ? 0 : 1);
      }
    }
  }

  @Test
  void isNotMissedWhereThereIsNoFlightRecorder() throws Exception {
    Path log = directory.resolve("log.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules=java.base,java.naming,java.xml",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutFlightRecorder.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = java.waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
    assertThat(log)
        .content()
        .contains("was ended by an exit signal")
        .doesNotContain("its report failed");
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
