package dev.dream.genserver;

import dev.dream.process.EngineMessage;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server that stops when it has had nothing to do for so long. It notes the time of each message
 * and has one timer at a time, which is for the earliest moment at which the time may be up. All
 * fields belong to the process.
 */
final class IdlingServerProcess extends ServerProcess {

  private static final int FEW = 8;

  private final Duration idleTimeout;
  private final List<From> owed = new ArrayList<>(0);
  private int owedLimit = FEW;
  private long idleSince;

  IdlingServerProcess(
      Supplier<? extends Server> factory,
      StartOptions options,
      boolean linked,
      ReplySlot starter,
      Duration idleTimeout) {
    super(factory, options, linked, starter);
    this.idleTimeout = idleTimeout;
  }

  /** Says that it is time to look whether the time is up. */
  private static final class IdleCheck implements EngineMessage {}

  @Override
  public void begin() throws Exception {
    super.begin();
    idleSince = Node.current().kernel().nanos();
    checkIn(idleTimeout);
  }

  @Override
  public void handle(Object message) throws Exception {
    if (message instanceof IdleCheck) {
      check();
      return;
    }
    super.handle(message);
    if (message instanceof Envelope.Called(Call<?, ?> _, From from) && from.isWaiting()) {
      owe(from);
    }
    idleSince = Node.current().kernel().nanos();
  }

  private void owe(From from) {
    if (owed.size() >= owedLimit) {
      forgetSettled();
      owedLimit = Math.max(FEW, 2 * owed.size());
    }
    owed.add(from);
  }

  private void forgetSettled() {
    owed.removeIf(from -> !from.isWaiting());
  }

  /** Stops, if the time is up, nothing is owed or put off, and no message has come. */
  private void check() throws Exception {
    forgetSettled();
    Duration left = idleTimeout.minusNanos(Node.current().kernel().nanos() - idleSince);
    boolean isOver = !left.isPositive() && owed.isEmpty() && loop().held().isEmpty();
    if (isOver && Node.current().kernel().seal()) {
      throw loop().stop(ExitReason.NORMAL);
    }
    checkIn(left.isPositive() ? left : idleTimeout);
  }

  private static void checkIn(Duration delay) {
    Node.current().kernel().deliverAfter(Processes.self(), new IdleCheck(), delay);
  }
}
