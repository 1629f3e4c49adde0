package dev.dream.model;

import static dev.dream.model.ProcessModel.MAIN;

import dev.dream.model.ProcessOperation.Burst;
import dev.dream.model.ProcessOperation.Demonitor;
import dev.dream.model.ProcessOperation.Exit;
import dev.dream.model.ProcessOperation.ExitSignal;
import dev.dream.model.ProcessOperation.IsAlive;
import dev.dream.model.ProcessOperation.Link;
import dev.dream.model.ProcessOperation.Links;
import dev.dream.model.ProcessOperation.Monitor;
import dev.dream.model.ProcessOperation.MonitorName;
import dev.dream.model.ProcessOperation.Raise;
import dev.dream.model.ProcessOperation.Register;
import dev.dream.model.ProcessOperation.Return;
import dev.dream.model.ProcessOperation.Send;
import dev.dream.model.ProcessOperation.SendToName;
import dev.dream.model.ProcessOperation.Spawn;
import dev.dream.model.ProcessOperation.TakeMail;
import dev.dream.model.ProcessOperation.TrapExit;
import dev.dream.model.ProcessOperation.Unlink;
import dev.dream.model.ProcessOperation.Unregister;
import dev.dream.model.ProcessOperation.Whereis;
import dev.dream.model.Recorded.NotModelled;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads recorded steps of plain processes. */
final class RecordedProcesses {

  private RecordedProcesses() {}

  /**
   * Returns one step.
   *
   * @throws NotModelled if it is something else
   */
  static Recorded<ProcessOperation> read(JsonNode step, JsonNode expected) {
    ProcessOperation operation = operation(step, step.path("p").asString(MAIN));
    JsonNode result = expected.path("result");
    boolean isMail = operation instanceof TakeMail && result.isArray();
    return new Recorded<>(
        operation,
        result(operation, step, result),
        isMail ? RecordedWords.mailbox(result) : List.of(),
        RecordedWords.exits(expected),
        step.has("unordered") ? Recorded.Order.NONE : Recorded.Order.TOTAL);
  }

  private static String result(ProcessOperation operation, JsonNode step, JsonNode result) {
    return switch (operation) {
      case Demonitor _ when !step.has("info") -> null; // always true
      case TakeMail _ when result.isArray() -> "ok";
      case Links _ -> result.valueStream().map(JsonNode::asString).toList().toString();
      case Whereis _ -> result.isNull() ? "nobody" : result.asString();
      default -> RecordedWords.result(result);
    };
  }

  private static ProcessOperation operation(JsonNode step, String actor) {
    for (String foreign : List.of("bg", "catch")) {
      if (step.has(foreign)) {
        throw new NotModelled(foreign);
      }
    }
    return switch (text(step, "op")) {
      case "spawn" -> spawn(step, actor);
      case "trap" -> new TrapExit(actor, step.get("value").asBoolean());
      case "link" -> new Link(actor, to(step, actor));
      case "unlink" -> new Unlink(actor, to(step, actor));
      case "links" -> new Links(actor, to(step, actor));
      case "monitor" ->
          isByName(step)
              ? new MonitorName(actor, byName(step), text(step, "ref"))
              : new Monitor(actor, to(step, actor), text(step, "ref"));
      case "demonitor" ->
          new Demonitor(actor, text(step, "ref"), step.path("flush").asBoolean(false));
      case "send" -> send(step, actor);
      case "exit_signal" ->
          new ExitSignal(actor, to(step, actor), RecordedWords.reason(step.get("reason")));
      case "exit" -> new Exit(actor, RecordedWords.reason(step.get("reason")));
      case "raise", "throw" -> new Raise(actor, text(step, "msg"));
      case "return" -> new Return(actor);
      case "register" -> new Register(actor, text(step, "name"), step.path("of").asString(actor));
      case "unregister" -> new Unregister(actor, text(step, "name"));
      case "whereis" -> new Whereis(actor, text(step, "name"));
      case "alive" -> new IsAlive(actor, text(step, "of"));
      case "mailbox" -> new TakeMail(actor);
      case "burst" -> burst(step.get("ops"), actor);
      default -> throw new NotModelled(step);
    };
  }

  private static ProcessOperation spawn(JsonNode step, String actor) {
    return new Spawn(
        actor,
        text(step, "as"),
        step.path("trap").asBoolean(false),
        step.path("link").asBoolean(false),
        step.has("monitor") ? text(step, "monitor") : null);
  }

  private static ProcessOperation send(JsonNode step, String actor) {
    String message = RecordedWords.value(step.get("msg"));
    return isByName(step)
        ? new SendToName(actor, byName(step), message)
        : new Send(actor, to(step, actor), message);
  }

  private static ProcessOperation burst(JsonNode operations, String actor) {
    List<Send> sends = new ArrayList<>();
    for (int i = 0; i < operations.size() - 1; i++) {
      if (!(operation(operations.get(i), actor) instanceof Send send)) {
        throw new NotModelled(operations);
      }
      sends.add(send);
    }
    return new Burst(actor, sends, operation(operations.get(operations.size() - 1), actor));
  }

  private static boolean isByName(JsonNode step) {
    return step.get("to").isObject();
  }

  private static String byName(JsonNode step) {
    JsonNode name = step.get("to").path("name");
    if (!name.isString()) {
      throw new NotModelled(step);
    }
    return name.asString();
  }

  private static String to(JsonNode step, String actor) {
    if (isByName(step) || text(step, "to").contains("#")) {
      throw new NotModelled(step);
    }
    return text(step, "to").equals("$self") ? actor : text(step, "to");
  }

  private static String text(JsonNode step, String field) {
    return step.path(field).stringValueOpt().orElseThrow(() -> new NotModelled(step));
  }
}
