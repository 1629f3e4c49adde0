package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.label;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.put;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;

import dev.dream.process.Body;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.function.Predicate;

/** The code of a task that replies. Elixir: {@code Task.Supervised.reply}. */
final class TaskBody implements Body {

  static final SpawnOptions OPTIONS = SpawnOptions.NONE.of("task");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Node node;
  private final Pid owner;
  private final boolean linked;

  /**
   * @param node where both live
   * @param owner who will say what to do
   * @param linked whether the owner's end is this task's end as well; if not, the task has to watch
   *     it until it knows what to do
   */
  TaskBody(Node node, Pid owner, boolean linked) {
    this.node = node;
    this.owner = owner;
    this.linked = linked;
  }

  @Override
  public void run() throws Exception {
    label("task of " + node.describe(owner));
    Assignment todo = linked ? receive(Assignment.class) : receiveWatching();
    put(Task.CALLERS, todo.callers());
    Object value = todo.code().call();
    self(); // refused for a killed task, whose code went on
    Object outgoing = value == null ? null : node.kernel().checked(value);
    node.kernel().deliver(todo.replyTo(), todo.reply().apply(outgoing));
  }

  private Assignment receiveWatching() {
    Ref watch = monitor(owner);
    Predicate<Object> fits =
        message ->
            message instanceof Assignment
                || message instanceof Down down && down.ref().equals(watch);
    return switch (receive(fits, PATIENCE)) {
      case Assignment todo -> {
        demonitorFlush(watch);
        yield todo;
      }
      case Down(_, _, ExitReason reason) -> throw exit(ExitReason.shutdown(reason.toString()));
      default -> throw exit(ExitReason.TIMEOUT);
    };
  }
}
