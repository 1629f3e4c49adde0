package dev.dream.model;

import dev.dream.model.Recorded.NotModelled;
import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a recording writes as JSON, in the words of observations. */
final class RecordedWords {

  private RecordedWords() {}

  static ExitReason reason(JsonNode json) {
    if (json.has("error")) {
      return ExitReason.error(json.get("error").asString());
    }
    if (json.has("shutdown")) {
      JsonNode detail = json.get("shutdown");
      return ExitReason.shutdown(detail.isString() ? detail.asString() : Words.CHILD_FAILED);
    }
    for (ExitReason.Plain plain : ExitReason.Plain.values()) {
      if (plain.toString().equals(json.asString(""))) {
        return plain;
      }
    }
    throw new NotModelled(json);
  }

  static String value(JsonNode json) {
    return json.isString() ? json.asString() : json.toString();
  }

  /** Returns what an operation returned, but for lists. */
  static String result(JsonNode json) {
    if (json.has("raised")) {
      return "raised " + json.get("raised").asString();
    }
    if (json.has("exit")) {
      return "exit " + Words.of(reason(json.get("exit")));
    }
    if (json.has("reply")) {
      return "reply " + value(json.get("reply"));
    }
    if (json.has("ok")) {
      return "ok " + json.get("ok").asString();
    }
    return json.has("error") ? "error " + error(json.get("error")) : value(json);
  }

  private static String error(JsonNode json) {
    if (json.has("already_started")) {
      return "already_started " + json.get("already_started").asString();
    }
    return json.isString() ? json.asString() : Words.of(reason(json));
  }

  static SortedMap<String, String> exits(JsonNode expected) {
    SortedMap<String, String> exits = new TreeMap<>();
    expected
        .path("exits")
        .propertyStream()
        .forEach(exit -> exits.put(exit.getKey(), Words.of(reason(exit.getValue()))));
    return exits;
  }

  static List<Event> mailbox(JsonNode messages) {
    List<Event> events = new ArrayList<>();
    messages.forEach(message -> events.add(message(message)));
    return events;
  }

  private static Event message(JsonNode json) {
    JsonNode exit = json.path("exit");
    JsonNode down = json.path("down");
    if (!exit.isMissingNode()) {
      return new Event(0, exit.get(0).asString(), exit(exit), true);
    }
    if (!down.isMissingNode()) {
      String object = object(down.get(1));
      String reason = Words.of(reason(down.get(2)));
      String text = "DOWN %s %s %s".formatted(down.get(0).asString(), object, reason);
      return new Event(0, object, text, true);
    }
    return new Event(0, "", value(json), false);
  }

  private static String exit(JsonNode exit) {
    return "EXIT %s %s".formatted(exit.get(0).asString(), Words.of(reason(exit.get(1))));
  }

  private static String object(JsonNode json) {
    return json.isString() ? json.asString() : "name " + json.get("name").asString();
  }

  static List<Event> log(JsonNode lines) {
    List<Event> events = new ArrayList<>();
    lines.forEach(line -> events.add(line(line)));
    return events;
  }

  private static Event line(JsonNode line) {
    String process = line.get(0).asString();
    String callback = line.get(1).asString();
    String detail =
        switch (callback) {
          case "terminate" -> " " + Words.of(reason(line.get(2)));
          case "handle_info" -> " " + message(line.get(2)).text();
          default -> "";
        };
    return new Event(0, process, "%s %s%s".formatted(process, callback, detail), false);
  }
}
