package dev.dream.spring.boot.actuate;

import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.sys.Sys;
import java.time.Duration;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/** Something that a process is asked for, whatever its code is, within a time. */
final class ProcessRequest {

  private final Pid pid;
  private final Duration limit;
  private final Values.View view;
  private final ServerRef<?> ref;

  ProcessRequest(Node node, Pid pid, Duration limit, Values.View view) {
    this.pid = pid;
    this.limit = limit;
    this.view = view;
    this.ref = ServerRef.of(node, pid).withTimeout(limit);
  }

  /**
   * That something was done.
   *
   * @param pid to which process
   * @param action what
   */
  record Done(String pid, String action) implements OperationResponseBody {}

  ProcessState state() throws RefusedException {
    try {
      return ProcessState.of(Sys.getStatus(ref), view);
    } catch (CallException failed) {
      throw refused(failed);
    }
  }

  Done change(ProcessAction action) throws RefusedException {
    try {
      switch (action) {
        case SUSPEND -> Sys.suspend(ref);
        case RESUME -> Sys.resume(ref);
      }
      return new Done(PidText.of(pid), Words.of(action));
    } catch (CallException failed) {
      throw refused(failed);
    }
  }

  private RefusedException refused(CallException failed) {
    return Unanswered.of(failed, "process '%s'".formatted(PidText.of(pid)), limit, view);
  }
}
