package dev.dream.process;

import java.util.List;
import java.util.Queue;
import java.util.Set;
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
 * Hands reports to those who want them: to each listener in the order they came in, one at a time,
 * on a thread that belongs to no process, so that a slow listener holds up nobody, other listeners
 * included. A listener that is too slow loses reports, which are counted. Erlang: handlers of
 * logger.
 *
 * <p>Each report is put into a listener's {@code waiting} before its {@code size} grows; who turns
 * that from zero sends for the one thread that tells, which goes on until it is zero again. So
 * there is always one for each listener while there is something to tell it, and never two. If that
 * thread cannot be started, what waits is lost and counted, and the next report sends for it again.
 */
public final class Reports {

  private static final Logger log = LoggerFactory.getLogger(Reports.class);
  private static final int MOST = 10_000;

  private final Executor aside;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final LongAdder lost = new LongAdder();

  /** Creates it with something to run listeners on. */
  Reports(Executor aside) {
    this.aside = aside;
  }

  /** Tells the listener of every report from now on. */
  public void addListener(Consumer<? super Report> listener) {
    addListener(Set.of(Report.class), listener);
  }

  /** Tells the listener of every report of these kinds from now on. */
  public void addListener(Set<Class<? extends Report>> kinds, Consumer<? super Report> listener) {
    subscriptions.add(new Subscription(Set.copyOf(kinds), listener));
  }

  /** Does not tell the listener any more; one report may be on its way still. */
  public void removeListener(Consumer<?> listener) {
    subscriptions.removeIf(subscription -> subscription.isOf(listener));
  }

  /** Returns how many reports a listener did not get: too many waited, or no thread could start. */
  public long lost() {
    return lost.sum();
  }

  /** Returns how many reports wait to be told. */
  public int waiting() {
    return subscriptions.stream().mapToInt(Subscription::waiting).sum();
  }

  /** Hands on a report, which is made only if there is a listener. Any thread. */
  public void publish(Supplier<? extends Report> report) {
    if (!subscriptions.isEmpty()) {
      Report made = report.get();
      subscriptions.forEach(subscription -> subscription.offer(made));
    }
  }

  /** Hands on a report of a kind, which is made only if somebody wants that kind. Any thread. */
  public <R extends Report> void publish(Class<R> kind, Supplier<R> report) {
    if (areWanted(kind)) {
      publish(report);
    }
  }

  /** Returns whether there is a listener to reports of a kind. Any thread. */
  boolean areWanted(Class<? extends Report> kind) {
    for (Subscription subscription : subscriptions) {
      if (subscription.wants(kind)) {
        return true;
      }
    }
    return false;
  }

  /** One listener and what it is still to be told. */
  private final class Subscription {

    private final Set<Class<? extends Report>> kinds;
    private final Consumer<? super Report> listener;
    private final Queue<Report> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    Subscription(Set<Class<? extends Report>> kinds, Consumer<? super Report> listener) {
      this.kinds = kinds;
      this.listener = listener;
    }

    boolean wants(Class<?> kind) {
      for (Class<? extends Report> wanted : kinds) {
        if (wanted.isAssignableFrom(kind)) {
          return true;
        }
      }
      return false;
    }

    boolean isOf(Consumer<?> other) {
      return listener.equals(other);
    }

    void offer(Report report) {
      if (!wants(report.getClass())) {
        return;
      }
      if (size.get() >= room(report)) {
        lost.increment();
        return;
      }
      waiting.add(report);
      if (size.getAndIncrement() == 0) {
        sendForTeller();
      }
    }

    int waiting() {
      return size.get();
    }

    private void sendForTeller() {
      try {
        aside.execute(this::tellAll);
      } catch (Throwable noThread) {
        log.error("no thread can be started to tell reports; {} are lost", loseAll(), noThread);
      }
    }

    /** Does in place of the thread that could not be started what it must do, but tells nobody. */
    private int loseAll() {
      int count = 0;
      do {
        waiting.remove();
        lost.increment();
        count++;
      } while (size.decrementAndGet() > 0);
      return count;
    }

    /** Brief crash reports come in floods and leave half of the room to all others. */
    private static int room(Report report) {
      return report instanceof CrashReport crash && crash.isBrief() ? MOST / 2 : MOST;
    }

    private void tellAll() {
      do {
        tell(waiting.remove());
      } while (size.decrementAndGet() > 0);
    }

    private void tell(Report report) {
      try {
        listener.accept(report);
      } catch (Throwable thrown) {
        log.warn("a listener failed on the report of {}", report.process(), thrown);
      }
    }
  }
}
