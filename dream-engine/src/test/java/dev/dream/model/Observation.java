package dev.dream.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What is to be seen of one operation, once all is quiet again.
 *
 * @param result what it returned, or {@code died} if its actor lives no more
 * @param events the messages it took out of a mailbox, or the lines that were logged
 * @param exits who ended, and why
 * @param state what everybody looks like now
 */
record Observation(
    String result, List<Event> events, SortedMap<String, String> exits, List<String> state) {

  /** Returns in what the engine differs from the model, a line for each; empty if in nothing. */
  static List<String> differences(Observation model, Observation engine) {
    List<String> lines = new ArrayList<>();
    compare(lines, "result", model.result, engine.result);
    if (!Event.agree(model.events, engine.events)) {
      compare(lines, "events", model.events.toString(), engine.events.toString());
    }
    compare(lines, "ended", model.exits, engine.exits);
    for (int i = 0; i < Math.max(model.state.size(), engine.state.size()); i++) {
      compare(lines, "state", line(model.state, i), line(engine.state, i));
    }
    return lines;
  }

  private static void compare(List<String> lines, String what, Object model, Object engine) {
    if (!Objects.equals(model, engine)) {
      lines.add("%s: the model says %s".formatted(what, model));
      lines.add("%s  the engine says %s".formatted(" ".repeat(what.length() - 1), engine));
    }
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "nothing";
  }
}
