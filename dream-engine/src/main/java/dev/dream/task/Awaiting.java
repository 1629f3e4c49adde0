package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.receive;
import static java.util.Objects.requireNonNull;

import dev.dream.process.Deadline;
import dev.dream.process.Down;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waits for many tasks at once, in the owner's process. */
final class Awaiting<T extends @Nullable Object> {

  private final List<? extends Task<? extends T>> tasks;
  private final Map<Ref, Task<? extends T>> waitedFor = new LinkedHashMap<>();
  private final Map<Ref, TaskReply> replies = new HashMap<>();

  Awaiting(List<? extends Task<? extends T>> tasks) {
    this.tasks = List.copyOf(tasks);
    for (Task<? extends T> task : tasks) {
      Inbox.requireOwner("awaitMany", task);
      waitedFor.put(task.ref(), task);
    }
  }

  /** Returns all replies in the order of the tasks. */
  List<T> await(Duration timeout) {
    Deadline deadline = Node.current("await").kernel().deadline(timeout);
    while (!waitedFor.isEmpty()) {
      switch (receive(this::isAwaited, deadline.left())) {
        case TaskReply reply -> {
          demonitorFlush(reply.ref());
          waitedFor.remove(reply.ref());
          replies.put(reply.ref(), reply);
        }
        case Down(Ref ref, _, var reason) -> {
          Task<?> failed = waitedFor.remove(ref);
          giveUp();
          throw TaskException.exited("await " + failed + ", one of " + tasks.size(), reason);
        }
        default -> {
          giveUp();
          waitedFor.values().forEach(Inbox::flushReply);
          throw TaskException.timedOut(
              "await " + tasks.size() + " tasks, " + waitedFor.size() + " without reply", timeout);
        }
      }
    }
    return values();
  }

  private boolean isAwaited(Object message) {
    return switch (message) {
      case TaskReply reply -> waitedFor.containsKey(reply.ref());
      case Down down -> waitedFor.containsKey(down.ref());
      default -> false;
    };
  }

  private void giveUp() {
    waitedFor.keySet().forEach(Processes::demonitorFlush);
  }

  private List<T> values() {
    List<T> values = new ArrayList<>(tasks.size());
    for (Task<? extends T> task : tasks) {
      values.add(Inbox.value(requireNonNull(replies.get(task.ref()))));
    }
    return values;
  }

  /** Returns how far each task is, in order. */
  static <T extends @Nullable Object> List<TaskResult<T>> yieldMany(
      List<Task<T>> tasks, Duration timeout) {
    Deadline deadline = Node.current("await").kernel().deadline(timeout);
    List<TaskResult<T>> results = new ArrayList<>(tasks.size());
    for (Task<T> task : tasks) {
      results.add(task.yield(deadline.left()));
    }
    return results;
  }
}
