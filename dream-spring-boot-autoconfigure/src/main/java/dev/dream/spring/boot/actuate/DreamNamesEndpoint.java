package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Lists registered names. */
@Endpoint(id = "dreamnames", defaultAccess = Access.READ_ONLY)
public final class DreamNamesEndpoint {

  private final Dream dream;

  /** Creates it for an engine. */
  public DreamNamesEndpoint(Dream dream) {
    this.dream = dream;
  }

  /** Lists all names, sorted. */
  @ReadOperation
  public NameList names() {
    return new NameList(
        dream.registered().stream().map(this::entry).flatMap(Optional::stream).toList());
  }

  private Optional<NameEntry> entry(String name) {
    return dream.whereis(name).map(pid -> new NameEntry(name, PidText.of(pid)));
  }

  /**
   * All names.
   *
   * @param names sorted
   */
  public record NameList(List<NameEntry> names) implements OperationResponseBody {}

  /**
   * One name.
   *
   * @param name the name
   * @param pid who has it
   */
  public record NameEntry(String name, String pid) {}
}
