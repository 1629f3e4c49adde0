package dev.dream.process;

import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Faults.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages to mailboxes, on which nothing happens unless faults are injected.
 *
 * <p>{@code faults} is written under this object's monitor, so that of two who inject one is
 * refused, and read by each sender without it: whoever sends after {@link #inject} has returned
 * meets them.
 */
final class Transit {

  private final Node node;
  private final Kernel kernel;
  private volatile @Nullable Faults faults;

  Transit(Node node, Kernel kernel) {
    this.node = node;
    this.kernel = kernel;
  }

  synchronized void inject(Faults wanted) {
    if (faults != null) {
      throw new IllegalStateException(
          "inject faults into engine \"%s\" failed: it has some already; remove them first"
              .formatted(node.id().name()));
    }
    faults = wanted;
  }

  synchronized void remove(Faults unwanted) {
    if (faults == unwanted) {
      faults = null;
    }
  }

  /** Returns whether a fault has taken the message, which then is not to be delivered. */
  boolean takes(LocalProcess target, Address to, Object message) {
    Faults injected = faults;
    return injected != null && meets(injected, target, to, message);
  }

  private boolean meets(Faults injected, LocalProcess target, Address to, Object message) {
    return switch (injected.meet(target.pid, Parcel.open(message))) {
      case Fault.None() -> false;
      case Fault.Lost() -> {
        node.deadLetters().add(Reason.FAULT, message, node.actorPid(), to);
        yield true;
      }
      case Fault.Late(Duration delay) -> {
        delay(target, to, message, delay);
        yield true;
      }
    };
  }

  private void delay(LocalProcess target, Address to, Object message, Duration delay) {
    Pid from = node.actorPid();
    node.timers()
        .start(
            () ->
                kernel.bury(kernel.admit(null, target, message, Duration.ZERO), to, message, from),
            Deadline.nanos(delay));
  }
}
