package dev.dream.spring.boot.actuate;

import dev.dream.process.ModuleLoad;
import dev.dream.process.Node;
import java.time.Duration;
import java.util.Map;

/**
 * The processes of an engine, summed up at most twice a second, however many meters are read: one
 * look at all processes serves them all.
 */
final class ModuleLoads {

  private static final Duration FRESH = Duration.ofMillis(500);

  private final Node node;
  private Map<String, ModuleLoad> last = Map.of();
  private long takenAt = System.nanoTime() - FRESH.toNanos();

  ModuleLoads(Node node) {
    this.node = node;
  }

  synchronized Map<String, ModuleLoad> now() {
    long now = System.nanoTime();
    if (now - takenAt >= FRESH.toNanos()) {
      last = node.loads();
      takenAt = now;
    }
    return last;
  }
}
