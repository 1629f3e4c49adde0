package dev.dream.model;

import java.util.List;
import java.util.SortedMap;

/**
 * A run whose last step shows the engine different from the model.
 *
 * @param steps what was done
 * @param lines in what the two differ after the last step
 */
record Difference<O>(List<Step<O>> steps, List<String> lines) {

  /**
   * One operation.
   *
   * @param operation what was done
   * @param modelled what the model says of it
   */
  record Step<O>(O operation, Observation modelled) {

    @Override
    public String toString() {
      SortedMap<String, String> exits = modelled.exits();
      return "%s -> %s%s%s"
          .formatted(
              operation,
              modelled.result(),
              modelled.events().isEmpty() ? "" : " " + modelled.events(),
              exits.isEmpty() ? "" : ", ended: " + exits);
    }
  }

  List<O> operations() {
    return steps.stream().map(Step::operation).toList();
  }

  /** Returns the run for people: each step with what the model says of it, then the difference. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append("  %2d. %s%n".formatted(i + 1, steps.get(i)));
    }
    lines.forEach(line -> text.append("      ").append(line).append('\n'));
    return text.toString();
  }
}
