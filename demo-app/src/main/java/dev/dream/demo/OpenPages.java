package dev.dream.demo;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that are open, each with a process of its own. All are ended before the web server
 * stops, which would wait for their requests.
 */
@Component
class OpenPages implements SmartLifecycle {

  /** The name of the supervisor of their processes. */
  static final String NAME = "viewers";

  static final DynamicSupervisorSpec SPEC = DynamicSupervisorSpec.DEFAULT.maxChildren(100);

  private static final Duration START_LIMIT = Duration.ofSeconds(5);

  private final Dream dream;
  private final Audience audience;
  private final ServerRef<DynamicSupervisor> viewers;
  private volatile boolean running;

  OpenPages(Dream dream, Audience audience) {
    this.dream = dream;
    this.audience = audience;
    this.viewers = dream.ref(NAME);
  }

  /**
   * Opens a stream of changes of prices.
   *
   * @throws ResponseStatusException if too many pages are open, or the application stops
   */
  SseEmitter open() {
    if (!running) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "the house is closing");
    }
    SseEmitter browser = new SseEmitter(0L); // as long as the page is open
    Pid viewer = start(browser);
    browser.onCompletion(() -> dream.exit(viewer, ExitReason.SHUTDOWN));
    dream.whenEnded(viewer).thenRun(browser::complete);
    if (!running) {
      dream.exit(viewer, ExitReason.SHUTDOWN); // it stopped in between, and did not see this one
    }
    return browser;
  }

  private Pid start(SseEmitter browser) {
    try {
      return DynamicSupervisor.startChild(viewers, Viewer.childSpec(browser, audience), START_LIMIT)
          .started()
          .orElseThrow(
              () ->
                  new ResponseStatusException(
                      HttpStatus.SERVICE_UNAVAILABLE, "prices cannot be followed just now"));
    } catch (ChildException full) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE, "%d pages are open".formatted(SPEC.maxChildren()), full);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    DynamicSupervisor.whichChildren(viewers).stream()
        .map(ChildInfo::pid)
        .filter(Objects::nonNull)
        .forEach(viewer -> dream.exit(viewer, ExitReason.SHUTDOWN));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE; // the last to start and the first to stop
  }
}
