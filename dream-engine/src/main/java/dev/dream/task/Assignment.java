package dev.dream.task;

import dev.dream.process.Alias;
import dev.dream.process.AliasedMonitor;
import dev.dream.process.EngineMessage;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a task is told by its owner once that watches it.
 *
 * @param code what to do
 * @param callers the owner, who called that, and so on
 * @param replyTo where the reply is to go; switched off when nobody wants it any more
 * @param reply makes the reply out of what the code returned
 */
record Assignment(
    Callable<? extends @Nullable Object> code,
    List<Pid> callers,
    Alias replyTo,
    Function<@Nullable Object, Object> reply)
    implements EngineMessage {

  /** Returns what the owner of one task, who watches it so, tells it. */
  static Assignment of(Callable<? extends @Nullable Object> code, AliasedMonitor watch) {
    return of(code, watch.alias(), value -> new TaskReply(watch.ref(), value));
  }

  /** Returns what the calling process tells a task. */
  static Assignment of(
      Callable<? extends @Nullable Object> code,
      Alias replyTo,
      Function<@Nullable Object, Object> reply) {
    return new Assignment(code, callersHere(), replyTo, reply);
  }

  /** Returns the callers of what the calling process starts: itself, then its own. */
  static List<Pid> callersHere() {
    Pid self = Processes.self();
    return Processes.get(Task.CALLERS)
        .map(callers -> Stream.concat(Stream.of(self), callers.stream()).toList())
        .orElse(List.of(self));
  }
}
