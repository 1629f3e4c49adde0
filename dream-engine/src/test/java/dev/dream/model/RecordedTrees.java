package dev.dream.model;

import static dev.dream.model.ProcessModel.MAIN;

import dev.dream.model.Recorded.NotModelled;
import dev.dream.model.TreeOperation.CallStop;
import dev.dream.model.TreeOperation.CastEnd;
import dev.dream.model.TreeOperation.CountChildren;
import dev.dream.model.TreeOperation.DeleteChild;
import dev.dream.model.TreeOperation.How;
import dev.dream.model.TreeOperation.IsAlive;
import dev.dream.model.TreeOperation.RestartChild;
import dev.dream.model.TreeOperation.Signal;
import dev.dream.model.TreeOperation.Start;
import dev.dream.model.TreeOperation.StartChild;
import dev.dream.model.TreeOperation.Stop;
import dev.dream.model.TreeOperation.TakeMail;
import dev.dream.model.TreeOperation.TerminateChild;
import dev.dream.model.TreeOperation.WhichChildren;
import dev.dream.process.ExitReason;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads recorded steps of supervision trees. */
final class RecordedTrees {

  private RecordedTrees() {}

  /**
   * Returns one step.
   *
   * @throws NotModelled if it is something else
   */
  static Recorded<TreeOperation> read(JsonNode step, JsonNode expected) {
    if (!step.path("p").asString(MAIN).equals(MAIN) || step.has("bg")) {
      throw new NotModelled(step);
    }
    TreeOperation operation = operation(step);
    JsonNode result = expected.path("result");
    return new Recorded<>(
        operation,
        result(operation, result),
        operation instanceof TakeMail
            ? RecordedWords.mailbox(result)
            : RecordedWords.log(expected.path("log")),
        RecordedWords.exits(expected),
        step.has("unordered") ? Recorded.Order.OF_STREAMS : Recorded.Order.TOTAL);
  }

  private static String result(TreeOperation operation, JsonNode result) {
    return switch (operation) {
      case TakeMail _ -> "ok";
      case WhichChildren _ when result.isArray() ->
          result.valueStream().map(RecordedTrees::child).toList().toString();
      case CountChildren _ when result.has("specs") ->
          Requests.counts(
              result.get("specs").asLong(),
              result.get("active").asLong(),
              result.get("supervisors").asLong(),
              result.get("workers").asLong());
      default -> RecordedWords.result(result);
    };
  }

  private static String child(JsonNode child) {
    return "%s %s %s"
        .formatted(child.get(0).asString(), child.get(1).asString(), child.get(2).asString());
  }

  private static TreeOperation operation(JsonNode step) {
    return switch (text(step, "op")) {
      case "start" -> {
        if (RecordedSpecs.read(text(step, "as"), step) instanceof Spec.Tree tree) {
          yield new Start(tree);
        }
        throw new NotModelled(step);
      }
      case "cast" -> cast(text(step, "to"), step.get("do"));
      case "call" -> call(text(step, "to"), step.get("do"));
      case "stop" -> new Stop(text(step, "to"), reason(step));
      case "exit_signal" -> new Signal(text(step, "to"), reason(step));
      case "start_child" -> new StartChild(text(step, "sup"), RecordedSpecs.read(step.get("spec")));
      case "terminate_child" -> new TerminateChild(text(step, "sup"), text(step, "id"));
      case "restart_child" -> new RestartChild(text(step, "sup"), text(step, "id"));
      case "delete_child" -> new DeleteChild(text(step, "sup"), text(step, "id"));
      case "which_children" -> new WhichChildren(text(step, "sup"));
      case "count_children" -> new CountChildren(text(step, "sup"));
      case "alive" -> new IsAlive(text(step, "of"));
      case "mailbox" -> new TakeMail();
      default -> throw new NotModelled(step);
    };
  }

  private static TreeOperation cast(String to, JsonNode script) {
    RecordedSpecs.requireOnly(script, List.of("ret", "reason", "msg"));
    return switch (script.path("ret").asString("")) {
      case "exit" -> new CastEnd(to, How.EXIT, reason(script));
      case "stop" -> new CastEnd(to, How.STOP, reason(script));
      case "raise" -> new CastEnd(to, How.RAISE, ExitReason.error(text(script, "msg")));
      default -> throw new NotModelled(script);
    };
  }

  private static TreeOperation call(String to, JsonNode script) {
    RecordedSpecs.requireOnly(script, List.of("ret", "reason", "reply"));
    if (!script.path("ret").asString("").equals("stop")
        || !script.path("reply").asString("").equals("bye")) {
      throw new NotModelled(script);
    }
    return new CallStop(to, reason(script));
  }

  private static ExitReason reason(JsonNode step) {
    return step.has("reason") ? RecordedWords.reason(step.get("reason")) : ExitReason.NORMAL;
  }

  static String text(JsonNode step, String field) {
    String text = step.path(field).stringValueOpt().orElseThrow(() -> new NotModelled(step));
    if (text.contains("#")) {
      throw new NotModelled(step);
    }
    return text;
  }

  static String upper(JsonNode step, String field, Enum<?> byDefault) {
    return step.path(field).asString(byDefault.name()).toUpperCase(Locale.ROOT);
  }
}
