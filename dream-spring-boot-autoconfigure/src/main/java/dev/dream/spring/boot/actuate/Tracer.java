package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.spring.boot.actuate.Trace.Target;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one trace at a time, and keeps the last until the next begins. Any thread. */
public final class Tracer implements AutoCloseable {

  private final Dream dream;
  private @Nullable Trace last;

  /** Creates it for an engine. */
  public Tracer(Dream dream) {
    this.dream = dream;
  }

  /** Returns the trace that runs, or has run last. */
  synchronized Optional<Trace> last() {
    return Optional.ofNullable(last);
  }

  /** Returns what that notes; nothing if there was none yet. */
  Journal<TraceEvent> journal() {
    return last().map(Trace::journal).orElseGet(() -> new Journal<>(1));
  }

  /** Starts a trace, unless one runs. */
  synchronized Trace start(Target target, Duration time, int perSecond, boolean noting)
      throws RefusedException {
    if (last != null && last.isRunning()) {
      throw new RefusedException(
          Problem.conflict(
              "a trace runs already, until %s; stop it first".formatted(last.endsAt())));
    }
    last = new Trace(dream.node(), target, time, perSecond, noting);
    last.start();
    return last;
  }

  /** Stops the trace that runs, if one does. */
  @Override
  public synchronized void close() {
    if (last != null) {
      last.stop();
    }
  }
}
