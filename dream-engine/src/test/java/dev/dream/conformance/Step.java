package dev.dream.conformance;

import dev.dream.process.Address;
import dev.dream.process.Pid;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The fields of one operation. */
record Step(World world, JsonNode fields) {

  boolean has(String field) {
    return fields.has(field);
  }

  /** The field, or null if it is not there. */
  JsonNode get(String field) {
    return fields.get(field);
  }

  JsonNode path(String field) {
    return fields.path(field);
  }

  String text(String field) {
    return get(field).asString();
  }

  boolean flag(String field) {
    return path(field).asBoolean(false);
  }

  Duration millis(String field) {
    return Duration.ofMillis(get(field).asLong());
  }

  /** Whom the operation is on. */
  Address to() {
    return world.target(get("to"));
  }

  /** The pid of the process the operation is on. */
  Pid resolved() {
    return world.resolved(get("to"));
  }
}
