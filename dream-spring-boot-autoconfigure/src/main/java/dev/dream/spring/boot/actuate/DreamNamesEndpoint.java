package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.registry.RegistryInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Lists registered names, those that registries keep too. */
@Endpoint(id = "dreamnames", defaultAccess = Access.READ_ONLY)
public final class DreamNamesEndpoint {

  private final Dream dream;

  /** Creates it for an engine. */
  public DreamNamesEndpoint(Dream dream) {
    this.dream = dream;
  }

  /**
   * Lists all names, and what registries have.
   *
   * @param limit how many entries to list of each registry, at most 1000; 100 if nothing is said
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> names(@Nullable String limit) {
    return RefusedException.answer(() -> list(Selection.limit(limit)));
  }

  private NameList list(int limit) {
    return new NameList(
        dream.registered().stream().map(this::entry).flatMap(Optional::stream).toList(),
        RegistryInfo.all(dream.node()).stream().map(info -> registry(info, limit)).toList());
  }

  private Optional<NameEntry> entry(String name) {
    return dream.whereis(name).map(pid -> new NameEntry(name, PidText.of(pid)));
  }

  private static RegistryEntries registry(RegistryInfo registry, int limit) {
    List<KeyEntry> entries =
        registry
            .entries()
            .limit(limit)
            .map(entry -> new KeyEntry(KeyText.shortened(entry.key()), PidText.of(entry.pid())))
            .toList();
    return new RegistryEntries(
        registry.name(), Words.of(registry.keys()), registry.count(), entries);
  }

  /**
   * All names.
   *
   * @param names sorted
   * @param registries those that run, sorted by name
   */
  public record NameList(List<NameEntry> names, List<RegistryEntries> registries)
      implements OperationResponseBody {}

  /**
   * One name.
   *
   * @param name the name
   * @param pid who has it
   */
  public record NameEntry(String name, String pid) {}

  /**
   * What a registry has.
   *
   * @param name the registry's name
   * @param keys unique or duplicate
   * @param count how many entries it has
   * @param entries some of them, in no order
   */
  public record RegistryEntries(String name, String keys, long count, List<KeyEntry> entries) {}

  /**
   * One entry of a registry.
   *
   * @param key the key as text, shortened
   * @param pid who has it
   */
  public record KeyEntry(String key, String pid) {}
}
