package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.Deadline;
import dev.dream.process.Delivery;
import dev.dream.process.ExitException;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends to an address at which somebody is started on demand. If who is found there takes nothing
 * any more, the message was not delivered and never will be, so it may go to the next one; who is
 * started once the other has ended. A message that was delivered is not sent again, whatever became
 * of it.
 */
record Demand(Node node, OnDemand address) implements Supplier<Address> {

  @Override
  public Address get() {
    return address.get();
  }

  /**
   * Sends a request to somebody else than the calling process, for which it is about to wait.
   * Returns the slot of the answer, or of the end of whom it was delivered to.
   */
  ReplySlot askOther(Function<ReplySlot, Object> request, Deadline deadline) {
    return ask(request, true, deadline);
  }

  /** Sends a request, which does not wait for room. */
  ReplySlot ask(Function<ReplySlot, Object> request, Deadline deadline) {
    return ask(request, false, deadline);
  }

  private ReplySlot ask(Function<ReplySlot, Object> request, boolean waits, Deadline deadline) {
    while (true) {
      Pid pid = address.start(deadline.left());
      if (waits) {
        CallException.refuseSelf(node, pid);
      }
      ReplySlot slot = node.kernel().openReply(pid);
      Duration patience = waits ? deadline.left() : Duration.ZERO;
      if (slot.send(request.apply(slot), patience) || isSelf(pid)) {
        return slot;
      }
      slot.abandon();
      awaitEnd(pid, deadline.left());
    }
  }

  /** The same; if nobody can be started, the slot says so. */
  ReplySlot tryAsk(Function<ReplySlot, Object> request, Deadline deadline) {
    try {
      return ask(request, deadline);
    } catch (ExitException failed) {
      return node.kernel().endedReply(failed.reason()); // throws if it is the asker that has ended
    }
  }

  /** Sends a message for which nobody waits. */
  Delivery tell(Object message, Deadline deadline) {
    while (true) {
      Pid pid = address.start(deadline.left());
      Delivery delivery = node.kernel().offer(pid, message, Processes.INFINITY);
      if (!(delivery instanceof Delivery.Nobody) || isSelf(pid)) {
        return delivery;
      }
      awaitEnd(pid, deadline.left());
    }
  }

  /** A process in its last callback would wait for itself. */
  private boolean isSelf(Pid pid) {
    return node.self().filter(pid::equals).isPresent();
  }

  private void awaitEnd(Pid pid, Duration limit) {
    Outcome outcome = node.kernel().openReply(pid).await(limit);
    if (!(outcome instanceof Outcome.Exited)) {
      throw CallException.of(node, "wait for the end of " + pid, address.get(), limit, outcome);
    }
  }
}
