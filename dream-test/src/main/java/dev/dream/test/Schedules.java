package dev.dream.test;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Runs a scenario in many orders of events, to find one in which it fails, and plays that again.
 *
 * <p>The scenario runs as a process of an engine of its own, which runs one process at a time:
 * where one waits, handles its next message, sends a message or starts another, a seed chooses who
 * goes on. Time goes on when nobody else does. The same seed plays the same order, as long as
 * nothing else is left to chance: threads of the scenario's own, callbacks of futures, random
 * numbers, the time of day.
 *
 * <p>Blocking, until all runs are done; any thread that runs no process.
 */
public final class Schedules {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_SHOWN = 20;
  private static final String SCENARIO = "scenario";

  private Schedules() {}

  /** What is run: the code of a process, which fails by throwing. */
  @FunctionalInterface
  public interface Scenario {

    /** Runs it in an engine that nobody else uses. */
    void run(Dream dream) throws Exception;
  }

  /**
   * Runs a scenario in so many orders.
   *
   * @throws AssertionError if it fails in one: with the seed that plays that again, caused by what
   *     was thrown. It also fails when nobody can go on though it has not ended, or if it takes
   *     more than 60 s of the system's time
   */
  public static void explore(int orders, Scenario scenario) {
    if (orders < 1) {
      throw new IllegalArgumentException("orders to explore must be at least 1, but was " + orders);
    }
    for (long seed = 0; seed < orders; seed++) {
      replay(seed, scenario);
    }
  }

  /** Runs a scenario in the order that goes with a seed; as {@link #explore}. */
  public static void replay(long seed, Scenario scenario) {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    try (Dream dream = Dream.create(DreamOptions.DEFAULT.name("seed-" + seed).seed(seed))) {
      dream.node().virtualTime().orElseThrow().whenStuck(() -> stuck(dream, ended));
      CountDownLatch watched = new CountDownLatch(1);
      Pid running =
          dream
              .node()
              .spawn(
                  () -> {
                    watched.await(); // so that its end, whatever it is, is heard
                    run(dream, scenario, ended);
                  },
                  SpawnOptions.NONE.of(SCENARIO));
      dream
          .whenEnded(running)
          .thenAccept(
              reason ->
                  ended.completeExceptionally(
                      new AssertionError("the scenario's process was ended: " + reason)));
      watched.countDown();
      await(seed, ended);
    }
  }

  private static void run(Dream dream, Scenario scenario, CompletableFuture<Boolean> ended) {
    Pid self = Processes.self();
    try {
      scenario.run(dream);
      ended.complete(true);
    } catch (Throwable failed) {
      if (dream.alive(self)) { // else its end is told
        ended.completeExceptionally(failed);
      }
    }
  }

  private static void await(long seed, CompletableFuture<Boolean> ended) {
    try {
      ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw failure(seed, String.valueOf(cause), cause == null ? failed : cause);
    } catch (TimeoutException late) {
      throw failure(seed, "it has not ended after " + LIMIT.toSeconds() + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(seed, "the thread that waited for it was interrupted", interrupted);
    }
  }

  private static AssertionError failure(long seed, String what, Throwable cause) {
    return new AssertionError(
        "failed in the order of seed %d, which Schedules.replay(%d, …) plays again: %s"
            .formatted(seed, seed, what),
        cause);
  }

  private static void stuck(Dream dream, CompletableFuture<Boolean> ended) {
    List<ProcessInfo> processes = dream.processes();
    if (processes.stream().anyMatch(process -> process.module().equals(SCENARIO))) {
      String shown =
          processes.stream()
              .limit(MOST_SHOWN)
              .map(process -> "\n    " + shown(dream, process))
              .collect(Collectors.joining());
      ended.completeExceptionally(new AssertionError("nobody can go on:" + shown));
    } // else its end is told
  }

  private static String shown(Dream dream, ProcessInfo process) {
    return dream.node().describe(process.pid())
        + " "
        + process.module()
        + dream.node().stackOf(process.pid()).stream()
            .filter(frame -> !String.valueOf(frame.getModuleName()).equals("dev.dream.engine"))
            .filter(frame -> !isEngines(frame.getClassName()))
            .findFirst()
            .map(frame -> " waits at " + frame)
            .orElse(" waits for messages");
  }

  private static boolean isEngines(String type) {
    return type.startsWith("dev.dream.process.")
        || type.startsWith("dev.dream.runtime.")
        || type.startsWith("dev.dream.genserver.");
  }
}
