package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.application.ApplicationInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Lists applications, in start order. */
@Endpoint(id = "dreamapplications", defaultAccess = Access.READ_ONLY)
public final class DreamApplicationsEndpoint {

  private final Dream dream;
  private final Values values;

  /** Creates it for an engine. */
  public DreamApplicationsEndpoint(Dream dream, Values values) {
    this.dream = dream;
    this.values = values;
  }

  /** Lists all applications that were started. */
  @ReadOperation
  public ApplicationList applications(SecurityContext asker) {
    Values.View view = values.to(asker);
    return new ApplicationList(
        dream.applications().list().stream().map(info -> entry(info, view)).toList());
  }

  private static ApplicationEntry entry(ApplicationInfo info, Values.View view) {
    return new ApplicationEntry(
        info.name(),
        Words.of(info.type()),
        info.dependencies(),
        Words.of(info.state()),
        PidText.ofNullable(info.supervisor()),
        view.reason("reason", info.reason()),
        view.text("lastWords", info.lastWords()));
  }

  /**
   * All applications.
   *
   * @param applications in start order
   */
  public record ApplicationList(List<ApplicationEntry> applications)
      implements OperationResponseBody {}

  /**
   * One application.
   *
   * @param name its name
   * @param type permanent, transient or temporary
   * @param dependencies what it needs
   * @param state running, stopping, stopped or ended
   * @param supervisor the root of its tree, if it runs
   * @param reason why its tree ended, if it did by itself; what it says is a content
   * @param lastWords what its root supervisor said when it gave up, if it did; a content
   */
  public record ApplicationEntry(
      String name,
      String type,
      List<String> dependencies,
      String state,
      @Nullable String supervisor,
      @Nullable String reason,
      @Nullable String lastWords) {}
}
