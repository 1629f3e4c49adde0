package dev.dream.demo;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The process of one page that is open: it writes each change of a price to its browser, and waits
 * as long as that takes. A browser that cannot follow has a few changes waiting and misses others;
 * one that has gone ends its process, and nobody else notices. Its state is how many it has
 * written.
 */
final class Viewer implements GenServer<Integer, Call<Viewer, ?>, Cast<Viewer>> {

  private static final int MOST_WAITING = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final SseEmitter browser;
  private final Audience audience;

  private Viewer(SseEmitter browser, Audience audience) {
    this.browser = browser;
    this.audience = audience;
  }

  /**
   * An auction is no longer as it was.
   *
   * @param auction as it is now
   */
  record Changed(AuctionState auction) implements Cast<Viewer> {}

  /** What it sends itself, to find out whether the browser is still there. */
  private record Beat() {}

  /** Returns how a page is supervised: it connects again by itself, to another process. */
  static ChildSpec<Viewer> childSpec(SseEmitter browser, Audience audience) {
    return ChildSpec.worker("viewer", () -> new Viewer(browser, audience))
        .restart(Restart.TEMPORARY)
        .mailbox(Mailbox.of(MOST_WAITING).dropping(Changed.class));
  }

  @Override
  public InitResult<Integer> init() {
    audience.join();
    sendAfter(self(), new Beat(), Duration.ZERO);
    return ok(0);
  }

  @Override
  public CastResult<Integer> handleCast(Cast<Viewer> event, Integer written) {
    return event instanceof Changed(AuctionState auction)
        ? write(SseEmitter.event().data(auction), written + 1)
        : noReply(written);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer written) throws Exception {
    if (!(message instanceof Beat)) {
      return GenServer.super.handleInfo(message, written);
    }
    sendAfter(self(), new Beat(), HEARTBEAT);
    return write(SseEmitter.event().comment(""), written);
  }

  private CastResult<Integer> write(SseEmitter.SseEventBuilder event, int written) {
    try {
      browser.send(event);
      return noReply(written);
    } catch (IOException | IllegalStateException gone) {
      return stop(ExitReason.NORMAL, written);
    }
  }
}
