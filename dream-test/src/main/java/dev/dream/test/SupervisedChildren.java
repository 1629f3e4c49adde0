package dev.dream.test;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor of one test, which starts with its first child and hardly ever gives up. The
 * test's process and then the thread that ends the test use it, all under its monitor.
 */
final class SupervisedChildren {

  private static final int HARDLY_EVER = 1_000_000;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final Dream dream;
  private @Nullable ServerRef<Supervisor> supervisor;

  SupervisedChildren(Dream dream) {
    this.dream = dream;
  }

  /** Returns the supervisor; starts it if nobody has. */
  synchronized ServerRef<Supervisor> supervisor() {
    ServerRef<Supervisor> running = supervisor;
    if (running == null) {
      running =
          dream.startSupervisor(
              SupervisorSpec.of(Strategy.ONE_FOR_ONE, List.of())
                  .maxRestarts(HARDLY_EVER, Duration.ofSeconds(1)),
              StartOptions.DEFAULT);
      supervisor = running;
    }
    return running;
  }

  /** Stops all children, the latest first, and then their supervisor. */
  synchronized void stop() {
    ServerRef<Supervisor> running = supervisor;
    supervisor = null;
    Optional<Pid> pid = running == null ? Optional.empty() : running.pid();
    if (running == null || pid.isEmpty()) {
      return;
    }
    try { // by the system's clock: the engine's may stand still
      CompletableFuture.runAsync(
              () -> running.stop(ExitReason.SHUTDOWN, Processes.INFINITY),
              task -> Thread.ofVirtual().start(task))
          .get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      dream.exit(pid.get(), ExitReason.KILL);
    } catch (ExecutionException | TimeoutException tooSlowOrGone) {
      dream.exit(pid.get(), ExitReason.KILL);
    }
  }
}
