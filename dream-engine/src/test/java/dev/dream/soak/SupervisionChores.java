package dev.dream.soak;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.unlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Supervisor;
import dev.dream.task.StreamOptions;
import dev.dream.task.StreamResult;
import dev.dream.task.Task;
import dev.dream.task.TaskException;
import dev.dream.task.TaskSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What supervisors do to their children, and owners to their tasks. */
final class SupervisionChores {

  private static final int LOAD = 8;
  private static final List<Integer> ITEMS = List.of(1, 2, 3, 4);

  private SupervisionChores() {}

  static List<Chore> all() {
    return List.of(
        Chore.of("child crashes, restart", SupervisionChores::restart).weighing(3),
        Chore.of("dynamic child crashes", SupervisionChores::dynamicRestart).weighing(3),
        Chore.of("child added, deleted", SupervisionChores::addAndDelete),
        Chore.of("task", SupervisionChores::task),
        Chore.of("task given up", SupervisionChores::taskGivenUp),
        Chore.of("task crashes", SupervisionChores::taskCrashes),
        Chore.of("task of a supervisor", SupervisionChores::supervisedTask),
        Chore.of("stream, per item", SupervisionChores::stream).each(ITEMS.size()),
        Chore.of("stream cut short", SupervisionChores::cutStream));
  }

  /**
   * The supervisor has heard of the end when its next answer comes, and has restarted the child.
   */
  private static void restart(Hand hand) {
    ServerRef<Supervisor> supervisor = hand.oneOf(hand.supervisors);
    List<ChildInfo> children = Supervisor.whichChildren(supervisor);
    Pid victim = hand.oneOf(children).pid();
    crashUnderLoad(hand, victim);
    assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(children.size());
  }

  private static void crashUnderLoad(Hand hand, Pid victim) {
    ServerRef<Hub> server = ServerRef.of(hand.node, victim);
    Ref end = monitor(victim);
    for (int i = 0; i < LOAD; i++) {
      server.cast(new Hub.Nothing());
    }
    switch (hand.random.nextInt(3)) {
      case 0 -> server.cast(new Hub.Crash());
      case 1 -> exit(victim, ExitReason.KILL);
      default -> exit(victim, ExitReason.error("boom"));
    }
    server.cast(new Hub.Nothing());
    hand.awaitDown(end);
  }

  private static void dynamicRestart(Hand hand) {
    Restart restart = hand.oneOf(List.of(Restart.values()));
    ChildSpec<?> spec = ChildSpec.worker("child", Hub::new).restart(restart);
    if (!(DynamicSupervisor.startChild(hand.dynamic, spec)
        instanceof StartResult.Started(Pid pid))) {
      throw new AssertionError("not started");
    }
    crashUnderLoad(hand, pid);
    List<ChildInfo> left = DynamicSupervisor.whichChildren(hand.dynamic);
    assertThat(left).hasSize(restart == Restart.TEMPORARY ? 0 : 1);
    left.forEach(child -> DynamicSupervisor.terminateChild(hand.dynamic, child.pid()));
  }

  private static void addAndDelete(Hand hand) {
    ServerRef<Supervisor> supervisor = hand.oneOf(hand.supervisors);
    Supervisor.startChild(supervisor, ChildSpec.worker("more", Hub::new).name(hand.name()));
    Supervisor.terminateChild(supervisor, "more");
    Supervisor.deleteChild(supervisor, "more");
  }

  private static void task(Hand hand) {
    Task<Integer> task = Task.async(() -> 1);
    assertThat(task.await()).isOne();
    end(task);
  }

  private static void taskGivenUp(Hand hand) {
    CountDownLatch latch = new CountDownLatch(1);
    Task<Integer> task =
        Task.async(
            () -> {
              latch.await();
              return 1;
            });
    switch (hand.random.nextInt(3)) {
      case 0 -> task.shutdown();
      case 1 -> {
        assertThatThrownBy(() -> task.await(Duration.ZERO)).isInstanceOf(TaskException.class);
        latch.countDown();
      }
      default -> {
        task.ignore();
        latch.countDown();
      }
    }
    end(task);
  }

  private static void taskCrashes(Hand hand) {
    Task<Integer> task =
        Task.async(
            () -> {
              throw new IllegalStateException("soak");
            });
    assertThatThrownBy(task::await).isInstanceOf(TaskException.class);
    end(task);
  }

  private static void supervisedTask(Hand hand) {
    boolean crashes = hand.random.nextBoolean();
    Task<Integer> task =
        TaskSupervisor.asyncNoLink(
            hand.estate.tasks,
            () -> {
              if (crashes) {
                throw new IllegalStateException("soak");
              }
              return 1;
            });
    task.yield();
    hand.awaitEnd(task.pid().orElseThrow());
  }

  /** Waits for a linked task's end, and takes the signal of the link. */
  private static void end(Task<?> task) {
    Pid pid = task.pid().orElseThrow();
    Ref end = monitor(pid);
    receive(message -> message instanceof dev.dream.process.Down down && down.ref().equals(end));
    unlink(pid);
    receive(message -> message instanceof Exit exit && exit.from().equals(pid), Duration.ZERO);
    demonitorFlush(end);
  }

  private static void stream(Hand hand) {
    try (Stream<StreamResult<Integer, Integer>> results =
        hand.random.nextBoolean()
            ? Task.asyncStream(ITEMS, item -> item)
            : TaskSupervisor.asyncStreamNoLink(
                hand.estate.tasks, ITEMS, item -> item, StreamOptions.DEFAULT)) {
      assertThat(results.count()).isEqualTo(ITEMS.size());
    }
  }

  private static void cutStream(Hand hand) {
    try (Stream<StreamResult<Integer, Integer>> results =
        Task.asyncStream(ITEMS, item -> item, StreamOptions.DEFAULT.maxConcurrency(ITEMS.size()))) {
      assertThat(results.limit(hand.random.nextInt(ITEMS.size())).count()).isLessThan(ITEMS.size());
    }
  }
}
