package dev.dream.application;

import dev.dream.process.DeadLetter;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Counts dead letters by reason and type, which any thread may bring. */
final class Leftovers implements Consumer<DeadLetter> {

  private final ConcurrentMap<Kind, Long> counts = new ConcurrentHashMap<>();

  private record Kind(Reason reason, String type) {}

  @Override
  public void accept(DeadLetter letter) {
    counts.merge(new Kind(letter.reason(), letter.type()), 1L, Long::sum);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Returns {@code 12 messages were left: 10 Add, 2 String (unhandled)}. */
  @Override
  public String toString() {
    Map<Kind, Long> now = Map.copyOf(counts);
    long sum = now.values().stream().mapToLong(Long::longValue).sum();
    Map<Reason, List<String>> types = new EnumMap<>(Reason.class);
    now.entrySet().stream()
        .sorted(
            Map.Entry.<Kind, Long>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().type()))
        .forEach(
            entry ->
                types
                    .computeIfAbsent(entry.getKey().reason(), _ -> new ArrayList<>())
                    .add(entry.getValue() + " " + entry.getKey().type()));
    List<String> parts = new ArrayList<>();
    types.forEach(
        (reason, shown) -> parts.add(Wording.someOf(shown) + " (" + reason.words() + ")"));
    return (sum == 1 ? "1 message was left: " : sum + " messages were left: ")
        + String.join("; ", parts);
  }
}
