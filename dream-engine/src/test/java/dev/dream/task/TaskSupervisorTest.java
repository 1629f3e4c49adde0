package dev.dream.task;

import static dev.dream.process.Processes.INFINITY;
import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.task.TaskTest.BOOM;
import static dev.dream.task.TaskTest.awaitEnd;
import static dev.dream.task.TaskTest.end;
import static dev.dream.task.TaskTest.info;
import static dev.dream.task.TaskTest.mail;
import static dev.dream.task.TaskTest.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildException.Refusal;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorSpec;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TaskSupervisorTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private ServerRef<TaskSupervisor> tasks;

  @BeforeEach
  void startSupervisor() {
    tasks = start(DynamicSupervisorSpec.DEFAULT);
  }

  private ServerRef<TaskSupervisor> start(DynamicSupervisorSpec limits) {
    return TaskSupervisor.start(dream.get().node(), limits, StartOptions.DEFAULT);
  }

  private Pid supervisor() {
    return tasks.pid().orElseThrow();
  }

  @Nested
  class Async {

    @Test
    void linksTheTaskToTheSupervisorAndItsOwner() throws Exception {
      dream.run(
          () -> {
            Task<String> task = TaskSupervisor.async(tasks, TaskTest::told);
            Pid pid = task.pid().orElseThrow();
            assertThat(TaskSupervisor.children(tasks)).containsExactly(pid);
            assertThat(Node.current().info(pid).orElseThrow().links())
                .containsExactlyInAnyOrder(supervisor(), self());
            TaskTest.tell(task, "done");
            assertThat(task.await()).isEqualTo("done");
          });
    }

    @Test
    void endsTheOwnerThatDoesNotTrapExits() {
      assertThatThrownBy(
              () ->
                  dream.run(
                      () -> {
                        TaskSupervisor.async(tasks, () -> exit(BOOM));
                        receive();
                      }))
          .isInstanceOfSatisfying(
              ExitException.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
    }

    @Test
    void fromADeadSupervisorFails() throws Exception {
      tasks.stop();
      dream.run(
          () ->
              assertThatThrownBy(() -> TaskSupervisor.async(tasks, () -> 1))
                  .isInstanceOf(CallException.class));
    }

    @Test
    void outsideOfAProcessIsRefused() {
      assertThatThrownBy(() -> TaskSupervisor.async(tasks, () -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("TaskSupervisor.async was called on thread");
    }

    @Test
    void beyondTheLimitIsRefused() throws Exception {
      ServerRef<TaskSupervisor> full = start(DynamicSupervisorSpec.DEFAULT.maxChildren(0));
      dream.run(
          () ->
              assertThatThrownBy(() -> TaskSupervisor.async(full, () -> 1))
                  .isInstanceOfSatisfying(
                      ChildException.class,
                      refused -> assertThat(refused.refusal()).isEqualTo(Refusal.MAX_CHILDREN))
                  .hasMessageContaining("limit 0"));
    }
  }

  @Nested
  class AsyncNoLink {

    @Test
    void sparesTheOwnerOfACrash() throws Exception {
      dream.run(
          () -> {
            // @start region="noLink"
            Task<Integer> risky = TaskSupervisor.asyncNoLink(tasks, () -> Integer.parseInt("x"));
            int number =
                switch (risky.yield()) {
                  case TaskResult.Ok<Integer>(Integer value) -> value;
                  case TaskResult.Exit<Integer> _, TaskResult.None<Integer> _ -> 0;
                };
            // @end
            assertThat(number).isZero();
            assertThat(mail()).isEqualTo(nothing());
          });
      assertThat(logs.from(Level.WARN)).singleElement().asString().contains("label: task of <0.");
    }

    @Test
    void bringsTheDownOfATaskThatFailed() throws Exception {
      dream.run(
          () -> {
            Task<String> task = TaskSupervisor.asyncNoLink(tasks, TaskTest::told);
            assertThat(info().links()).isEmpty();
            end(task, BOOM);
            assertThat(receive()).isEqualTo(new Down(task.ref(), task.pid().orElseThrow(), BOOM));
          });
    }

    @Test
    void outlivesItsOwner() throws Exception {
      BlockingQueue<Pid> started = new LinkedBlockingQueue<>();
      Pid owner =
          dream
              .get()
              .spawn(
                  () -> {
                    Task<String> task = TaskSupervisor.asyncNoLink(tasks, TaskTest::told);
                    awaitBegun(task.pid().orElseThrow());
                    started.add(task.pid().orElseThrow());
                    exit(ExitReason.shutdown("x"));
                  });
      Pid task = started.take();
      dream.ended(owner);
      assertThat(dream.get().alive(task)).isTrue();
    }

    /** A task that knows what to do does not watch its owner any more. */
    private static void awaitBegun(Pid task) {
      Node node = Node.current();
      await()
          .until(
              () -> {
                ProcessInfo info = node.info(task).orElseThrow();
                return info.messagesHandled() > 0 && info.monitors().isEmpty();
              });
    }
  }

  @Nested
  class StartChild {

    @Test
    void mayBeCalledByAnyThread() throws Exception {
      BlockingQueue<Pid> ran = new LinkedBlockingQueue<>();
      Pid pid = TaskSupervisor.startChild(tasks, () -> ran.add(self()));
      assertThat(ran.take()).isEqualTo(pid);
      dream.ended(pid);
      await().until(() -> TaskSupervisor.children(tasks).isEmpty());
    }

    @Test
    void isTemporaryIfNothingElseIsSaid() throws Exception {
      Pid pid = TaskSupervisor.startChild(tasks, Processes::receive);
      dream.get().exit(pid, BOOM);
      assertThat(TaskSupervisor.children(tasks)).isEmpty();
    }

    @Test
    void runsAgainIfItIsTransientAndFails() throws Exception {
      BlockingQueue<Pid> runs = new LinkedBlockingQueue<>();
      TaskSupervisor.startChild(
          tasks,
          () -> {
            runs.add(self());
            receive();
          },
          Restart.TRANSIENT,
          Shutdown.BRUTAL_KILL);
      Pid first = runs.take();
      dream.get().exit(first, BOOM);
      assertThat(runs.take()).isNotEqualTo(first);
    }
  }

  @Nested
  class TerminateChild {

    @Test
    void endsATask() throws Exception {
      Pid pid = TaskSupervisor.startChild(tasks, Processes::receive);
      TaskSupervisor.terminateChild(tasks, pid);
      assertThat(dream.get().alive(pid)).isFalse();
      assertThatThrownBy(() -> TaskSupervisor.terminateChild(tasks, pid))
          .isInstanceOfSatisfying(
              ChildException.class,
              refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_FOUND));
    }
  }

  @Nested
  class Stopping {

    @Test
    void endsTheTasks() throws Exception {
      dream.run(
          () -> {
            Task<String> task = TaskSupervisor.asyncNoLink(tasks, TaskTest::told);
            tasks.stop(ExitReason.SHUTDOWN, INFINITY);
            assertThatThrownBy(task::await)
                .isInstanceOfSatisfying(
                    TaskException.class,
                    failed -> assertThat(failed.reason()).isEqualTo(ExitReason.SHUTDOWN));
          });
    }

    @Test
    void killsATaskWithoutTimeToShutDown() throws Exception {
      dream.run(
          () -> {
            Task<String> task =
                TaskSupervisor.asyncNoLink(tasks, TaskTest::stubborn, Shutdown.BRUTAL_KILL);
            tasks.stop(ExitReason.SHUTDOWN, INFINITY);
            assertThat(task.yield()).isEqualTo(new TaskResult.Exit<>(ExitReason.KILLED));
          });
    }
  }

  @Nested
  class InATree {

    @Test
    void isAPermanentSupervisor() {
      ChildSpec<TaskSupervisor> spec = TaskSupervisor.childSpec("tasks");
      assertThat(spec.type()).isEqualTo(ChildType.SUPERVISOR);
      assertThat(spec.restart()).isEqualTo(Restart.PERMANENT);
      assertThat(spec.shutdown()).isEqualTo(Shutdown.INFINITY);
      assertThat(TaskSupervisor.childSpec().id()).isEmpty();
    }

    @Test
    void isFoundByItsName() throws Exception {
      dream.start(SupervisorSpec.oneForOne(TaskSupervisor.childSpec("tasks").named()));
      ServerRef<TaskSupervisor> named = dream.get().ref("tasks");
      dream.run(
          () -> assertThat(TaskSupervisor.async(named, () -> "done").await()).isEqualTo("done"));
    }

    @Test
    void isLinkedToWhoStartsIt() throws Exception {
      dream.run(
          () -> {
            trapExit(true);
            var linked =
                TaskSupervisor.startLink(DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT);
            Pid pid = linked.pid().orElseThrow();
            Task<String> task = TaskSupervisor.asyncNoLink(linked, TaskTest::told);
            exit(pid, ExitReason.KILL);
            assertThat(receive(Exit.class)).isEqualTo(new Exit(pid, ExitReason.KILLED));
            awaitEnd(task);
            assertThat(alive(task.pid().orElseThrow())).isFalse();
          });
    }
  }
}
