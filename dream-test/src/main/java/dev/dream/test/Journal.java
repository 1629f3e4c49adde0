package dev.dream.test;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.test.ChaosEvent.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What chaos did, in order: all of it counted, the last of it kept. Guarded by its own monitor. */
final class Journal {

  /** How many events are kept. */
  static final int KEPT = 10_000;

  private final Node node;
  private final long startedNanos = System.nanoTime();
  private final Queue<ChaosEvent> events = new ArrayDeque<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private long numbers;
  private @Nullable RuntimeException failure;

  Journal(Node node) {
    this.node = node;
  }

  /** Takes note. */
  void add(Kind kind, Draw draw, @Nullable Pid process, @Nullable String message) {
    String who = process == null ? "" : node.describe(process);
    synchronized (this) {
      counts.merge(kind, 1L, Long::sum);
      numbers++;
      Duration at = Duration.ofNanos(System.nanoTime() - startedNanos);
      events.add(new ChaosEvent(numbers, at, kind, draw.rule(), draw.nth(), process, who, message));
      if (events.size() > KEPT) {
        events.remove();
      }
    }
  }

  /** Takes note that code of the user failed, such as a predicate. */
  synchronized void failed(RuntimeException thrown) {
    failure = failure == null ? thrown : failure;
  }

  /** Returns the first failure, if there was one. */
  synchronized @Nullable RuntimeException failure() {
    return failure;
  }

  synchronized List<ChaosEvent> events() {
    return List.copyOf(events);
  }

  synchronized long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
