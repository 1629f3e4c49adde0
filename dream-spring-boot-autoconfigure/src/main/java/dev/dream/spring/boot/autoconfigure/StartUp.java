package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

/**
 * Tells Spring's {@link ApplicationStartup} how long the processes of a context take to start, and
 * each child of them: Actuator shows it at {@code startup}. Restarts are no steps of the start.
 *
 * <p>{@code going} is written by the thread that starts the context, and read by the supervisors'
 * processes, which start children while that waits.
 */
final class StartUp {

  private final ApplicationStartup steps;
  private volatile boolean going;

  StartUp(ApplicationStartup steps) {
    this.steps = steps;
  }

  /** Starts a child, on the thread of its supervisor. */
  @FunctionalInterface
  interface ChildStart {

    StartResult run() throws Exception;
  }

  /** Starts everything. */
  void run(Runnable start) {
    StartupStep step = steps.start("dream.start");
    going = true;
    try {
      start.run();
    } finally {
      going = false;
      step.end();
    }
  }

  /** Starts a child, as one step unless it is a restart. */
  StartResult child(ChildPlace place, ChildStart start) throws Exception {
    if (!going) {
      return start.run();
    }
    StartupStep step =
        steps
            .start("dream.child.start")
            .tag("child", place.property())
            .tag("bean", String.valueOf(place.bean()));
    StartResult result = new StartResult.Failed(ExitReason.KILLED); // if it does not come back
    try {
      result = start.run();
      return result;
    } finally {
      step.tag("result", word(result)).end();
    }
  }

  private static String word(StartResult result) {
    return switch (result) {
      case StartResult.Started _ -> "started";
      case StartResult.Ignored _ -> "ignored";
      case StartResult.AlreadyStarted _ -> "already started";
      case StartResult.Failed failed -> "failed: " + failed.reason().kind();
    };
  }
}
