package dev.dream.spring.boot.actuate;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.registry.RegistryInfo;
import java.util.List;

/**
 * A key that a process has in a registry.
 *
 * @param registry the registry's name
 * @param key the key, shortened
 */
public record RegistryKey(String registry, String key) {

  private static final int MOST = 100;

  /** The registries that run now, for one request. */
  record Registries(List<RegistryInfo> all) {

    static Registries of(Node node) {
      return new Registries(RegistryInfo.all(node));
    }

    /** Returns the keys of a process, a hundred at most. */
    List<RegistryKey> keysOf(Pid pid) {
      return all.stream()
          .flatMap(
              registry ->
                  registry.keys(pid).stream()
                      .map(key -> new RegistryKey(registry.name(), KeyText.shortened(key))))
          .limit(MOST)
          .toList();
    }
  }
}
