package dev.dream.conformance;

import dev.dream.process.ExitReason;
import dev.dream.process.NameTakenException;
import dev.dream.process.NoSuchProcessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Exit reasons as the scenario format writes them. */
final class Reasons {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Reasons() {}

  static ExitReason of(JsonNode json) {
    if (json.isString()) {
      for (ExitReason.Plain plain : ExitReason.Plain.values()) {
        if (plain.toString().equals(json.asString())) {
          return plain;
        }
      }
      throw new IllegalArgumentException("unknown reason " + json);
    }
    return json.has("shutdown")
        ? ExitReason.shutdown(json.get("shutdown").asString())
        : ExitReason.error(json.get("error").asString());
  }

  static JsonNode of(ExitReason reason) {
    return switch (reason) {
      case ExitReason.Plain plain -> StringNode.valueOf(plain.toString());
      case ExitReason.Shutdown(String detail) -> JSON.objectNode().put("shutdown", detail);
      case ExitReason.Failure(String message, Throwable cause) ->
          JSON.objectNode().put("error", cause == null ? message(message) : raised(cause));
    };
  }

  /** What a raised error is called. */
  static String raised(Throwable thrown) {
    return switch (thrown) {
      case NoSuchProcessException _ when thrown.getMessage().startsWith("link") -> "noproc";
      case NoSuchProcessException _, NameTakenException _, IllegalArgumentException _ -> "badarg";
      case IllegalStateException _ when thrown.getMessage().startsWith("register") -> "badarg";
      default -> String.valueOf(thrown.getMessage());
    };
  }

  private static String message(String message) {
    return message.startsWith("bad_return_value") ? "bad_return_value" : message;
  }
}
