package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;

import dev.dream.process.AliasMode;
import dev.dream.process.AliasedMonitor;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The line between a stream's owner, whose process alone uses it, and the {@link StreamMonitor}.
 * Once it is closed, nothing of the stream is in the owner's mailbox, nor will be.
 */
final class StreamLine {

  private static final SpawnOptions OPTIONS = SpawnOptions.NONE.linked(true).of("async_stream");

  private final Node node;
  private final Pid owner;
  private final Pid other;
  private final AliasedMonitor watch;
  private boolean open = true;
  private boolean abandoned;

  /** Starts the process at the other end. */
  StreamLine(Duration timeout, Spawner spawner) {
    node = Node.current("Task.asyncStream");
    owner = self();
    boolean trap = node.info(owner).orElseThrow().trapExit();
    other = node.spawn(new StreamMonitor(node, owner, trap, timeout, spawner), OPTIONS);
    watch = monitor(other, AliasMode.DEMONITOR);
    node.kernel().deliver(other, new StreamMonitor.Begin(watch));
  }

  /** Refuses everybody but the owner, who alone gets the signals. */
  void requireOwner() {
    Pid asking = Node.current("Task.asyncStream").self().orElseThrow();
    if (!asking.equals(owner)) {
      throw new IllegalArgumentException(
          "async stream failed: %s consumes it, but %s asked for more; only one process may"
              .formatted(node.describe(owner), node.describe(asking)));
    }
  }

  /** Starts the task of one item. */
  void spawn(int position, Callable<? extends @Nullable Object> code) {
    node.kernel().deliver(other, new StreamMonitor.Spawn(position));
    switch (receive(message -> isAnswer(position, message))) {
      case StreamSignal.Spawned(_, _, Pid pid) ->
          node.kernel()
              .deliver(
                  pid,
                  Assignment.of(
                      code,
                      watch.alias(),
                      value -> new StreamSignal.Replied(watch.ref(), position, value)));
      case StreamSignal.Full full -> {
        close();
        throw full.refusal();
      }
      case Object down -> throw broken(down);
    }
  }

  private boolean isAnswer(int position, Object message) {
    return switch (message) {
      case StreamSignal.Spawned spawned ->
          spawned.stream().equals(watch.ref()) && spawned.position() == position;
      case StreamSignal.Full full -> full.stream().equals(watch.ref());
      default -> isDown(watch.ref(), message);
    };
  }

  /** Waits for the next news of a task. */
  StreamSignal next() {
    Ref stream = watch.ref();
    Object message = receive(found -> StreamSignal.isOf(stream, found) || isDown(stream, found));
    if (message instanceof StreamSignal signal) {
      return signal;
    }
    throw broken(message);
  }

  private RuntimeException broken(Object message) {
    open = false;
    cleanUp();
    ExitReason reason = message instanceof Down down ? down.reason() : ExitReason.NOPROC;
    return TaskException.exited("async stream", reason);
  }

  /** Listens no longer, and leaves it to the owner's end, or to {@link #close}, to end the rest. */
  void abandon() {
    abandoned = true;
    demonitorFlush(watch.ref());
    cleanUp();
  }

  /** Kills what still runs and waits for its end. */
  void close() {
    if (!open) {
      return;
    }
    requireOwner();
    open = false;
    Ref end = abandoned ? monitor(other) : watch.ref();
    node.kernel().deliver(other, new StreamMonitor.Stop());
    Object down = receive(message -> isDown(end, message));
    cleanUp();
    if (down instanceof Down(_, _, ExitReason reason) && failed(reason)) {
      throw TaskException.exited("async stream", reason);
    }
  }

  private static boolean failed(ExitReason reason) {
    return reason != ExitReason.NORMAL && reason != ExitReason.NOPROC;
  }

  private void cleanUp() {
    receive(message -> message instanceof Exit gone && gone.from().equals(other), Duration.ZERO);
    Object signal = watch;
    while (!(signal instanceof dev.dream.process.Timeout)) {
      signal = receive(message -> StreamSignal.isOf(watch.ref(), message), Duration.ZERO);
    }
  }

  private static boolean isDown(Ref ref, Object message) {
    return Inbox.isDown(ref, message);
  }
}
