package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.crashes.CrashLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Lists the latest crashes, with what followed each. */
@Endpoint(id = "dreamcrashes", defaultAccess = Access.READ_ONLY)
public final class DreamCrashesEndpoint {

  private static final int MOST = Selection.MOST_NUMBER;

  private final Dream dream;
  private final Values values;

  /** Creates it for an engine. */
  public DreamCrashesEndpoint(Dream dream, Values values) {
    this.dream = dream;
    this.values = values;
  }

  /**
   * Lists crashes, the latest first.
   *
   * @param limit how many to list, at most 1000; 100 if nothing is said
   * @param offset how many to leave out at the beginning
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> crashes(
      SecurityContext asker, @Nullable String limit, @Nullable String offset) {
    return RefusedException.answer(
        () ->
            list(
                values.to(asker),
                Selection.limit(limit),
                Selection.number("offset", offset, 0, 0, MOST)));
  }

  /** Shows one crash, by its number. */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> crash(
      SecurityContext asker, @Selector String number) {
    return RefusedException.answer(
        () -> detail(values.to(asker), Selection.number("number", number, 0, 1, MOST)));
  }

  private CrashList list(Values.View view, int limit, int offset) {
    CrashLog log = dream.crashes();
    CrashLog.Counts counts = log.counts();
    List<CrashSummary> page =
        log.latest().stream()
            .skip(offset)
            .limit(limit)
            .map(crash -> CrashSummary.of(crash, view))
            .toList();
    return new CrashList(
        dream.node().id().name(),
        counts.capacity(),
        counts.kept(),
        counts.full(),
        counts.brief(),
        offset,
        limit,
        page);
  }

  private CrashDetail detail(Values.View view, int number) throws RefusedException {
    return dream
        .crashes()
        .find(number)
        .map(crash -> CrashDetail.of(crash, view))
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.notFound(
                        "no crash has the number %d; the latest %d of %d are kept"
                            .formatted(
                                number,
                                dream.crashes().counts().capacity(),
                                dream.crashes().counts().full()))));
  }

  /**
   * Some of the crashes.
   *
   * @param node the engine's name
   * @param capacity how many are kept at most
   * @param kept how many are kept
   * @param full how many there were since the engine began
   * @param brief how many more there were, of the same kinds and within the same seconds, which are
   *     not kept
   * @param offset how many were left out at the beginning
   * @param limit how many were asked for
   * @param crashes those, the latest first
   */
  public record CrashList(
      String node,
      int capacity,
      int kept,
      long full,
      long brief,
      int offset,
      int limit,
      List<CrashSummary> crashes)
      implements OperationResponseBody {}
}
