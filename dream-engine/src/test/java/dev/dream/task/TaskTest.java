package dev.dream.task;

import static dev.dream.process.Processes.INFINITY;
import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.SupervisorSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TaskTest {

  static final ExitReason BOOM = ExitReason.error("boom");
  private static final Duration SOON = Duration.ofMillis(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  /** What a task does that waits to be told what to return. */
  static String told() {
    return receive(String.class);
  }

  /** What a task does that nobody can stop in order. */
  static String stubborn() {
    trapExit(true);
    return receive(String.class);
  }

  static Object mail() {
    return receive(Duration.ZERO);
  }

  static Object nothing() {
    return new dev.dream.process.Timeout();
  }

  static void end(Task<?> task, ExitReason reason) {
    exit(task.pid().orElseThrow(), reason);
  }

  static void awaitEnd(Task<?> task) {
    var ref = Processes.monitor(task.pid().orElseThrow());
    receive(message -> message instanceof Down down && down.ref().equals(ref));
  }

  static void tell(Task<?> task, String what) {
    send(task.pid().orElseThrow(), what);
  }

  static ProcessInfo info() {
    return Node.current().info(self()).orElseThrow();
  }

  @Nested
  class Async {

    @Test
    void runsAnotherProcessThatTheOwnerAwaits() throws Exception {
      dream.run(
          () -> {
            // @start region="await"
            Task<Integer> prices = Task.async(() -> 40);
            Task<Integer> taxes = Task.async(() -> 2);
            int total = prices.await() + taxes.await();
            // @end
            assertThat(total).isEqualTo(42);
            assertThat(prices.owner()).isEqualTo(self());
            assertThat(prices.pid()).isNotEqualTo(taxes.pid());
          });
    }

    @Test
    void linksTheTask() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            assertThat(info().links()).containsExactly(task.pid().orElseThrow());
            assertThat(info().monitors()).containsExactly(task.pid().orElseThrow());
            task.shutdown();
            assertThat(info().links()).isEmpty();
            assertThat(info().monitors()).isEmpty();
          });
    }

    @Test
    void endsTheOwnerThatDoesNotTrapExits() {
      assertThatThrownBy(
              () ->
                  dream.run(
                      () -> {
                        Task.async(() -> exit(BOOM));
                        receive();
                      }))
          .isInstanceOfSatisfying(
              ExitException.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
    }

    @Test
    void endsWithItsOwner() throws Exception {
      BlockingQueue<Pid> started = new LinkedBlockingQueue<>();
      dream
          .get()
          .spawn(
              () -> {
                started.add(Task.async(TaskTest::told).pid().orElseThrow());
                exit(BOOM);
              });
      assertThat(dream.ended(started.take())).isIn(BOOM, ExitReason.NOPROC);
    }

    @Test
    void mayReturnNull() throws Exception {
      dream.run(() -> assertThat(Task.async(() -> null).await()).isNull());
    }

    @Test
    void outsideOfAProcessIsRefused() {
      assertThatThrownBy(() -> Task.async(() -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no current process: Task.async was called on thread")
          .hasMessageContaining("Dream bean");
    }

    @Test
    void knowsItsCallers() throws Exception {
      dream.run(
          () -> {
            Task<List<Pid>> outer =
                Task.async(
                    () -> Task.async(() -> Processes.get(Task.CALLERS).orElseThrow()).await());
            assertThat(outer.await()).containsExactly(outer.pid().orElseThrow(), self());
          });
    }

    @Test
    void aCrashIsLoggedOnceWithTheOwner() throws Exception {
      dream.run(
          () -> {
            Processes.register("importer");
            trapExit(true);
            Task<String> task =
                Task.async(
                    () -> {
                      throw new IOException("disk full");
                    });
            assertThat(task.yield()).isInstanceOf(TaskResult.Exit.class);
            assertThat(logs.from(Level.WARN))
                .singleElement()
                .asString()
                .contains("label: task of \"importer\" " + self())
                .contains("crashed: java.io.IOException: disk full");
          });
    }
  }

  @Nested
  class Await {

    @Test
    void waits() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            Pid pid = task.pid().orElseThrow();
            spawn(() -> send(pid, "done"));
            assertThat(task.await(INFINITY)).isEqualTo("done");
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void ofATaskThatCrashedFailsWithItsReason() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> task = Task.async(() -> exit(BOOM).getMessage());
            assertThatThrownBy(task::await)
                .isInstanceOfSatisfying(
                    TaskException.class, failed -> assertThat(failed.reason()).isEqualTo(BOOM))
                .hasMessage("await " + task + " failed: error: boom");
            assertThat(mail()).isEqualTo(new Exit(task.pid().orElseThrow(), BOOM));
          });
    }

    @Test
    void tooShortFailsAndDropsTheReply() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            assertThatThrownBy(() -> task.await(SOON))
                .isInstanceOfSatisfying(
                    TaskException.class,
                    failed -> assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT))
                .hasMessage("await " + task + " timed out after 20 ms");
            tell(task, "late");
            awaitEnd(task);
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void byAnotherThanTheOwnerIsRefused() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            Task<Boolean> other =
                Task.async(
                    () -> {
                      assertThatThrownBy(task::await)
                          .isInstanceOf(IllegalArgumentException.class)
                          .hasMessageContaining("await " + task + " failed: its owner is ")
                          .hasMessageContaining("asked for by " + self());
                      return true;
                    });
            assertThat(other.await()).isTrue();
            task.shutdown();
          });
    }

    @Test
    void outsideOfAProcessIsRefused() throws Exception {
      Task<Integer> task = dream.get().run(() -> Task.async(() -> 1));
      assertThatThrownBy(task::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Task.await");
    }
  }

  @Nested
  class AwaitMany {

    @Test
    void returnsTheRepliesInTheOrderOfTheTasks() throws Exception {
      dream.run(
          () -> {
            Task<String> slow = Task.async(TaskTest::told);
            Task<String> fast = Task.async(() -> "fast");
            awaitEnd(fast);
            tell(slow, "slow");
            assertThat(Task.awaitMany(List.of(slow, fast, slow)))
                .containsExactly("slow", "fast", "slow");
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void failsAsSoonAsOneTaskEnds() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> waiting = Task.async(TaskTest::told);
            Task<String> failing = Task.async(TaskTest::told);
            end(failing, BOOM);
            assertThatThrownBy(() -> Task.awaitMany(List.of(waiting, failing)))
                .isInstanceOfSatisfying(
                    TaskException.class, failed -> assertThat(failed.reason()).isEqualTo(BOOM))
                .hasMessage("await " + failing + ", one of 2 failed: error: boom");
            assertThat(info().monitors()).isEmpty();
          });
    }

    @Test
    void hasOneTimeLimitForAll() throws Exception {
      dream.run(
          () -> {
            Task<Integer> done = Task.async(() -> 1);
            Task<Integer> waiting = Task.async(() -> receive(Integer.class));
            assertThatThrownBy(() -> Task.awaitMany(List.of(done, waiting), SOON))
                .isInstanceOf(TaskException.class)
                .hasMessage("await 2 tasks, 1 without reply timed out after 20 ms");
            assertThat(info().monitors()).isEmpty();
            assertThat(mail()).isEqualTo(nothing());
          });
    }

    @Test
    void ofNoTasksIsNothing() throws Exception {
      dream.run(() -> assertThat(Task.awaitMany(List.of())).isEmpty());
    }
  }

  @Nested
  class Yield {

    @Test
    void saysHowFarTheTaskIs() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(TaskTest::told);
            assertThat(task.yield(Duration.ZERO)).isEqualTo(new TaskResult.None<>());
            tell(task, "done");
            assertThat(task.yield()).isEqualTo(new TaskResult.Ok<>("done"));
            assertThat(task.yield(Duration.ZERO)).isEqualTo(new TaskResult.None<>());
          });
    }

    @Test
    void ofATaskThatExitedNormallyIsAnExit() throws Exception {
      dream.run(
          () -> {
            Task<String> task = Task.async(() -> exit(ExitReason.NORMAL).getMessage());
            assertThat(task.yield()).isEqualTo(new TaskResult.Exit<>(ExitReason.NORMAL));
          });
    }

    @Test
    void ofManySaysHowFarEachIs() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Task<String> waiting = Task.async(TaskTest::told);
            Task<String> failing = Task.async(TaskTest::told);
            Task<String> done = Task.async(() -> "done");
            end(failing, BOOM);
            awaitEnd(done);
            assertThat(Task.yieldMany(List.of(waiting, failing, done), SOON))
                .containsExactly(
                    new TaskResult.None<>(),
                    new TaskResult.Exit<>(BOOM),
                    new TaskResult.Ok<>("done"));
            tell(waiting, "now");
            assertThat(Task.yieldMany(List.of(waiting)))
                .containsExactly(new TaskResult.Ok<>("now"));
          });
    }
  }

  @Nested
  class Completed {

    @Test
    void isDoneFromTheStart() throws Exception {
      dream.run(
          () -> {
            Task<Integer> task = Task.completed(7);
            assertThat(task.pid()).isEmpty();
            assertThat(task.await(Duration.ZERO)).isEqualTo(7);
            assertThat(Task.completed(8).ignore()).isEqualTo(new TaskResult.Ok<>(8));
            assertThat(mail()).isEqualTo(nothing());
          });
    }
  }

  @Nested
  class Start {

    @Test
    void linksNobody() throws Exception {
      dream.run(
          () -> {
            Pid pid = Task.start(Processes::receive);
            assertThat(info().links()).isEmpty();
            exit(pid, BOOM);
            assertThat(alive(pid)).isFalse();
          });
    }

    @Test
    void linkedLinksAndRepliesNothing() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            Pid pid = Task.startLink(() -> {});
            assertThat(receive()).isEqualTo(new Exit(pid, ExitReason.NORMAL));
            assertThat(mail()).isEqualTo(nothing());
          });
    }
  }

  @Nested
  class Supervised {

    @Test
    void isTemporary() {
      ChildSpec<?> spec = Task.childSpec("import", () -> {});
      assertThat(spec.id()).isEqualTo("import");
      assertThat(spec.restart()).isEqualTo(Restart.TEMPORARY);
      assertThat(Task.childSpec(() -> {}).id()).isEmpty();
    }

    @Test
    void runsAgainIfItIsTransientAndFails() throws Exception {
      BlockingQueue<Pid> runs = new LinkedBlockingQueue<>();
      ChildSpec<?> spec =
          Task.childSpec(
              "import",
              () -> {
                runs.add(self());
                receive();
              });
      dream.start(SupervisorSpec.oneForOne(spec.restart(Restart.TRANSIENT).named()));
      Pid first = runs.take();
      assertThat(dream.pid("import")).isEqualTo(first);
      dream.kill("import");
      assertThat(runs.take()).isNotEqualTo(first);
    }
  }
}
