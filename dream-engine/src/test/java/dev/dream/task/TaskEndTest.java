package dev.dream.task;

import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.task.TaskTest.BOOM;
import static dev.dream.task.TaskTest.awaitEnd;
import static dev.dream.task.TaskTest.end;
import static dev.dream.task.TaskTest.info;
import static dev.dream.task.TaskTest.mail;
import static dev.dream.task.TaskTest.nothing;
import static dev.dream.task.TaskTest.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an owner does without a task: it ends it, or lets it go. */
@Timeout(60)
class TaskEndTest {

  private static final Duration SOON = Duration.ofMillis(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  @Nested
  class ShuttingDown {

    @Test
    void endsTheTaskAndLeavesNothing() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> task = Task.async(TaskTest::told);
            assertThat(task.shutdown()).isEqualTo(new TaskResult.None<>());
            assertThat(alive(task.pid().orElseThrow())).isFalse();
            assertThat(mail()).isEqualTo(nothing());
            assertThat(info().monitors()).isEmpty();
          });
    }

    @Test
    void returnsTheReplyThatHadCome() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(() -> "done");
            awaitEnd(task);
            assertThat(task.shutdown()).isEqualTo(new TaskResult.Ok<>("done"));
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void returnsTheReasonOfAnEndBefore() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> task = Task.async(TaskTest::told);
            end(task, BOOM);
            assertThat(task.shutdown()).isEqualTo(new TaskResult.Exit<>(BOOM));
            assertThat(mail()).isInstanceOf(Exit.class);
            assertThat(task.shutdown()).isEqualTo(new TaskResult.Exit<>(ExitReason.NOPROC));
          });
    }

    @Test
    void killsWhoDoesNotEndInTime() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::stubborn);
            awaitTrapping(task);
            assertThat(task.shutdown(SOON)).isEqualTo(new TaskResult.Exit<>(ExitReason.KILLED));
          });
    }

    @Test
    void brutallyKillsAtOnce() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::stubborn);
            awaitTrapping(task);
            assertThat(task.shutdown(Shutdown.BRUTAL_KILL)).isEqualTo(new TaskResult.None<>());
            assertThat(alive(task.pid().orElseThrow())).isFalse();
          });
    }

    private static void awaitTrapping(Task<?> task) {
      Pid pid = task.pid().orElseThrow();
      while (!Node.current().info(pid).orElseThrow().trapExit()) {
        LockSupport.parkNanos(10_000); // leaves its carrier to the task
      }
    }

    @Test
    void ofATaskWithoutAProcessIsRefused() throws Exception {
      dream.run(
          () ->
              assertThatThrownBy(() -> Task.completed(1).shutdown())
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("has no process"));
    }
  }

  @Nested
  class Ignore {

    @Test
    void letsTheTaskGoOnWithoutItsReply() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            assertThat(task.ignore()).isEqualTo(new TaskResult.None<>());
            assertThat(info().links()).isEmpty();
            assertThat(info().monitors()).isEmpty();
            tell(task, "done");
            awaitEnd(task);
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void returnsWhatHadCome() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> done = Task.async(() -> "done");
            awaitEnd(done);
            assertThat(done.ignore()).isEqualTo(new TaskResult.Ok<>("done"));
            Task<String> failed = Task.async(TaskTest::told);
            end(failed, BOOM);
            assertThat(failed.ignore()).isEqualTo(new TaskResult.Exit<>(BOOM));
          });
    }
  }
}
