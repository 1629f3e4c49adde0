package dev.dream.process;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands reports to those who want them: in the order they came in, one at a time, on a thread that
 * belongs to no process, so that a slow listener holds up nobody. A listener that is too slow loses
 * reports, which are counted. Erlang: handlers of logger.
 *
 * <p>Each report is put into {@code waiting} before {@code size} grows; who turns that from zero
 * sends for the one thread that tells, which goes on until it is zero again. So there is always one
 * while there is something to tell, and never two. If that thread cannot be started, what waits is
 * lost and counted, and the next report sends for it again.
 */
public final class Reports {

  private static final Logger log = LoggerFactory.getLogger(Reports.class);
  private static final int MOST = 10_000;

  private final Executor aside;
  private final List<Consumer<? super Report>> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Report> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder lost = new LongAdder();

  /** Creates it with something to run listeners on. */
  Reports(Executor aside) {
    this.aside = aside;
  }

  /** Tells the listener of every report from now on. */
  public void addListener(Consumer<? super Report> listener) {
    listeners.add(listener);
  }

  /** Does not tell the listener any more; one report may be on its way still. */
  public void removeListener(Consumer<? super Report> listener) {
    listeners.remove(listener);
  }

  /** Returns how many reports no listener got: too many waited, or no thread could be started. */
  public long lost() {
    return lost.sum();
  }

  /** Returns how many reports wait to be told. */
  public int waiting() {
    return size.get();
  }

  /** Hands on a report, which is made only if somebody wants it. Any thread. */
  public void publish(Supplier<? extends Report> report) {
    if (listeners.isEmpty()) {
      return;
    }
    if (size.get() >= MOST) {
      lost.increment();
      return;
    }
    waiting.add(report.get());
    if (size.getAndIncrement() == 0) {
      sendForTeller();
    }
  }

  private void sendForTeller() {
    try {
      aside.execute(this::tellAll);
    } catch (Throwable noThread) {
      log.error("no thread can be started to tell reports; {} are lost", loseAll(), noThread);
    }
  }

  /** Does in place of the thread that could not be started what that must do, but tells nobody. */
  private int loseAll() {
    int count = 0;
    do {
      waiting.remove();
      lost.increment();
      count++;
    } while (size.decrementAndGet() > 0);
    return count;
  }

  private void tellAll() {
    do {
      Report report = waiting.remove();
      listeners.forEach(listener -> tell(listener, report));
    } while (size.decrementAndGet() > 0);
  }

  private static void tell(Consumer<? super Report> listener, Report report) {
    try {
      listener.accept(report);
    } catch (Throwable thrown) {
      log.warn("a listener failed on the report of {}", report.process(), thrown);
    }
  }
}
