package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children are started, terminated and killed at the same time; none is lost or left over. */
class DynamicRacesTest {

  private static final int THREADS = 4;
  private static final int STEPS = 300;
  private static final int MAX_CHILDREN = 50;

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final ConcurrentLinkedQueue<Pid> known = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  void leaveTheListEqualToTheLivingProcesses(Restart restart) throws Exception {
    long seed = System.nanoTime();
    var supervisor =
        dream.start(
            DynamicSupervisorSpec.DEFAULT
                .maxRestarts(Integer.MAX_VALUE, Processes.INFINITY)
                .maxChildren(MAX_CHILDREN));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        var random = new Random(seed + i);
        all.add(threads.submit(() -> disturb(supervisor, restart, random)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }

    await("no restart is under way")
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                DynamicSupervisor.whichChildren(supervisor).stream()
                    .noneMatch(ChildInfo::restarting));
    assertThat(listed(supervisor)).as("seed " + seed).isEqualTo(living(supervisor));
    assertThat(listed(supervisor).size()).as("seed " + seed).isLessThanOrEqualTo(MAX_CHILDREN);
  }

  private void disturb(ServerRef<DynamicSupervisor> supervisor, Restart restart, Random random) {
    for (int i = 0; i < STEPS; i++) {
      Pid victim = random.nextInt(3) == 0 ? null : known.poll();
      if (victim == null) {
        start(supervisor, restart);
      } else if (random.nextBoolean()) {
        dream.get().exit(victim, random.nextBoolean() ? ExitReason.KILL : ExitReason.SHUTDOWN);
      } else {
        terminate(supervisor, victim);
      }
    }
  }

  private void start(ServerRef<DynamicSupervisor> supervisor, Restart restart) {
    try {
      DynamicSupervisor.startChild(supervisor, ChildSpec.worker(Counter::new).restart(restart))
          .started()
          .ifPresent(known::add);
    } catch (ChildException full) {
      refused.incrementAndGet();
      DynamicSupervisor.whichChildren(supervisor).stream()
          .map(ChildInfo::pid)
          .filter(pid -> pid != null)
          .forEach(known::add);
    }
  }

  private static void terminate(ServerRef<DynamicSupervisor> supervisor, Pid victim) {
    try {
      DynamicSupervisor.terminateChild(supervisor, victim);
    } catch (ChildException gone) {
      assertThat(gone.refusal()).isEqualTo(ChildException.Refusal.NOT_FOUND);
    }
  }

  private static Set<Pid> listed(ServerRef<DynamicSupervisor> supervisor) {
    List<Pid> pids =
        DynamicSupervisor.whichChildren(supervisor).stream().map(ChildInfo::pid).toList();
    assertThat(pids).doesNotHaveDuplicates();
    return new HashSet<>(pids);
  }

  private Set<Pid> living(ServerRef<DynamicSupervisor> supervisor) {
    Set<Pid> pids = new HashSet<>();
    for (ProcessInfo process : dream.get().processes()) {
      pids.add(process.pid());
    }
    pids.remove(supervisor.pid().orElseThrow());
    return pids;
  }
}
