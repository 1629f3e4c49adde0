package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.receive;

import dev.dream.process.Down;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What tasks send to their owner, taken out of its mailbox, in the owner's process. */
final class Inbox {

  private Inbox() {}

  /** Refuses everybody but the owner, who alone gets the messages. */
  static void requireOwner(String operation, Task<?> task) {
    Node node = Node.current("Task." + operation);
    Pid self = node.self().orElseThrow();
    if (!self.equals(task.owner())) {
      throw new IllegalArgumentException(
          "%s %s failed: its owner is %s, but it was asked for by %s; only the owner may"
              .formatted(operation, task, node.describe(task.owner()), node.describe(self)));
    }
  }

  /** Waits for the reply or the end of a task; whichever comes first is all that comes. */
  static <T extends @Nullable Object> TaskResult<T> take(Task<T> task, Duration timeout) {
    Ref ref = task.ref();
    return switch (receive(message -> isOf(ref, message), timeout)) {
      case TaskReply reply -> {
        demonitorFlush(ref);
        yield ok(reply);
      }
      case Down down -> new TaskResult.Exit<>(down.reason());
      default -> new TaskResult.None<>();
    };
  }

  private static boolean isOf(Ref ref, Object message) {
    return message instanceof TaskReply reply && reply.ref().equals(ref) || isDown(ref, message);
  }

  static boolean isDown(Ref ref, Object message) {
    return message instanceof Down down && down.ref().equals(ref);
  }

  /** Takes the reply out of the mailbox, if it is there. */
  static <T extends @Nullable Object> TaskResult<T> flushReply(Task<T> task) {
    Object message =
        receive(
            found -> found instanceof TaskReply reply && reply.ref().equals(task.ref()),
            Duration.ZERO);
    return message instanceof TaskReply reply ? ok(reply) : new TaskResult.None<>();
  }

  /** Sees to it that nothing of a task is, or will be, in the mailbox. */
  static void forget(Task<?> task) {
    demonitorFlush(task.ref());
    flushReply(task);
  }

  private static <T extends @Nullable Object> TaskResult<T> ok(TaskReply reply) {
    return new TaskResult.Ok<>(Inbox.<T>value(reply));
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the task's code returned it
  static <T extends @Nullable Object> T value(TaskReply reply) {
    return (T) reply.value();
  }
}
