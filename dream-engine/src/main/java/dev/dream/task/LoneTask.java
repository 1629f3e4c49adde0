package dev.dream.task;

import static dev.dream.process.Processes.label;
import static dev.dream.process.Processes.put;

import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Body;
import dev.dream.process.NameTakenException;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.List;

/**
 * The code of a task that nobody waits for. Elixir: {@code Task.Supervised.noreply}.
 *
 * @param node where it runs
 * @param callers who wanted it, first its owner; nobody if that is a thread that is no process
 * @param code what it does
 */
record LoneTask(Node node, List<Pid> callers, Body code) implements Body {

  /** Returns the task as the calling process wants it. */
  static LoneTask of(Node node, Body code) {
    return new LoneTask(node, node.self().isPresent() ? Assignment.callersHere() : List.of(), code);
  }

  /** Starts a task linked to the calling process, its supervisor, to which it belongs. */
  static StartResult startLink(Body code, StartOptions options) {
    Node node = Node.current("a task");
    try {
      return new StartResult.Started(
          node.spawn(of(node, code), TaskBody.OPTIONS.linked(true).named(options.name())));
    } catch (NameTakenException taken) {
      return new StartResult.AlreadyStarted(taken.holder());
    }
  }

  @Override
  public void run() throws Exception {
    label(callers.isEmpty() ? "task" : "task of " + node.describe(callers.getFirst()));
    put(Task.CALLERS, callers);
    code.run();
  }
}
