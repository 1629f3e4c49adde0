package dev.dream.supervisor;

import static dev.dream.process.Processes.INFINITY;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.unlink;

import dev.dream.genserver.StartResult;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Starts and stops one child's process, in the supervisor's process. Erlang: supervisor:shutdown.
 */
final class ChildProcess {

  private static final ExitReason NO_RESULT =
      ExitReason.error("bad_return_value: the start function returned null");

  private ChildProcess() {}

  static StartResult start(ChildSpec<?> spec) {
    try {
      StartResult result = spec.start().start(spec.options());
      return result == null ? new StartResult.Failed(NO_RESULT) : result;
    } catch (Throwable thrown) {
      return new StartResult.Failed(failure(thrown));
    }
  }

  /** Returns why a start failed that threw. */
  static ExitReason failure(Throwable thrown) {
    Processes.self(); // was it the supervisor that has ended? then this throws
    return thrown instanceof ExitException exit ? exit.reason() : ExitReason.error(thrown);
  }

  /** Returns why a start failed. */
  static ExitReason failure(StartResult result) {
    return switch (result) {
      case StartResult.Failed(ExitReason reason, _) -> reason;
      case StartResult.AlreadyStarted(Pid holder) ->
          ExitReason.error("already started: its name belongs to " + holder);
      case StartResult.Started _, StartResult.Ignored _ -> ExitReason.NORMAL;
    };
  }

  /** Returns why a start failed, in words. */
  static String why(StartResult result) {
    return result instanceof StartResult.Failed failed ? failed.why() : failure(result).toString();
  }

  /** Ends the child and waits for its end; afterwards nothing of it is in the mailbox. */
  static ExitReason stop(Pid pid, Shutdown shutdown) {
    Ref ref = monitor(pid);
    unlink(pid);
    Predicate<Object> isDown = message -> message instanceof Down down && down.ref().equals(ref);
    if (receive(message -> message instanceof Exit gone && gone.from().equals(pid), Duration.ZERO)
        instanceof Exit(_, ExitReason before)) {
      receive(isDown); // which only says that there is no such process any more
      return before;
    }
    return switch (shutdown) {
      case Shutdown.BrutalKill() -> kill(pid, isDown);
      case Shutdown.Within(Duration timeout) -> {
        exit(pid, ExitReason.SHUTDOWN);
        yield receive(isDown, timeout) instanceof Down down ? down.reason() : kill(pid, isDown);
      }
    };
  }

  private static ExitReason kill(Pid pid, Predicate<Object> isDown) {
    exit(pid, ExitReason.KILL);
    return reason(receive(isDown, INFINITY));
  }

  private static ExitReason reason(Object message) {
    return message instanceof Down down ? down.reason() : ExitReason.NOPROC;
  }
}
