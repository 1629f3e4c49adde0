package dev.dream.task;

import dev.dream.process.EngineMessage;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.supervisor.ChildException;
import org.jspecify.annotations.Nullable;

/** What the owner of a stream hears of it. */
sealed interface StreamSignal extends EngineMessage {

  /** Returns which stream: the owner's monitor of its {@link StreamMonitor}. */
  Ref stream();

  /** A task waits for its assignment. */
  record Spawned(Ref stream, int position, Pid pid) implements StreamSignal {}

  /** The task supervisor takes no more tasks. */
  record Full(Ref stream, ChildException refusal) implements StreamSignal {}

  /** A task is done. */
  record Replied(Ref stream, int position, @Nullable Object value) implements StreamSignal {}

  /** A task's process has ended. */
  record Ended(Ref stream, int position, ExitReason reason, boolean timedOut)
      implements StreamSignal {}

  /** Returns whether a message is a signal of this stream. */
  static boolean isOf(Ref stream, Object message) {
    return message instanceof StreamSignal signal && signal.stream().equals(stream);
  }
}
