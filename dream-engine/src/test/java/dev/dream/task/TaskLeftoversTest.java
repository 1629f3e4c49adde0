package dev.dream.task;

import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever became of many tasks: each reply was got once at most, and nothing of them is left. */
@Timeout(120)
class TaskLeftoversTest {

  private static final int MANY = 10_000;

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  @Test
  void awaitedTasksLeaveNothing() throws Exception {
    dream.run(
        () -> {
          List<Task<Integer>> tasks = start(MANY, i -> () -> i);
          assertThat(Task.awaitMany(tasks)).isEqualTo(IntStream.range(0, MANY).boxed().toList());
          assertNothingIsLeft();
        });
  }

  /** Each of them ends at about the time it is given up, so that the two race. */
  @Test
  void tasksThatAreGivenUpLeaveNothing() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    dream.run(
        () -> {
          trapExit(true);
          List<Task<Integer>> tasks = start(MANY, TaskLeftoversTest::anyEnd);
          for (int i = 0; i < MANY; i++) {
            assertThat(giveUp(tasks.get(i), random.nextInt(5)))
                .describedAs("seed %d, task %d", seed, i)
                .isIn(null, i);
          }
          awaitEnds(tasks);
          assertNothingIsLeft();
        });
  }

  private static Callable<Integer> anyEnd(int i) {
    return switch (i % 3) {
      case 0 -> () -> i;
      case 1 -> () -> exit(ExitReason.shutdown("enough")).hashCode();
      default ->
          () -> {
            receive(Duration.ofMillis(1));
            return i;
          };
    };
  }

  /** Returns what the task replied, if it was known. */
  private static Integer giveUp(Task<Integer> task, int how) {
    try {
      TaskResult<Integer> result =
          switch (how) {
            case 0 -> new TaskResult.Ok<>(task.await(Duration.ZERO));
            case 1 -> task.shutdown();
            case 2 -> task.shutdown(Shutdown.BRUTAL_KILL);
            case 3 -> task.ignore();
            default -> new TaskResult.Ok<>(task.await());
          };
      return result instanceof TaskResult.Ok<Integer>(Integer value) ? value : null;
    } catch (TaskException failed) {
      return null;
    }
  }

  private interface Code {
    Callable<Integer> of(int i);
  }

  private static List<Task<Integer>> start(int count, Code code) {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(Task.async(code.of(i)));
    }
    return tasks;
  }

  private static void awaitEnds(List<Task<Integer>> tasks) {
    Node node = Node.current();
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> tasks.stream().noneMatch(task -> node.alive(task.pid().orElseThrow())));
  }

  /** The last tasks may still be telling their end. */
  private static void assertNothingIsLeft() {
    Node node = Node.current();
    Pid self = self();
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(() -> assertThat(node.processes()).hasSize(1));
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(() -> assertThat(node.info(self).orElseThrow().links()).isEmpty());
    while (receive(message -> message instanceof Exit, Duration.ZERO)
        instanceof Exit) {} // of links
    ProcessInfo info = node.info(self).orElseThrow();
    assertThat(info.mailboxDepth()).isZero();
    assertThat(info.monitors()).isEmpty();
  }
}
