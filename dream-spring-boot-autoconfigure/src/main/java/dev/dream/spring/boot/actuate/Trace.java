package dev.dream.spring.boot.actuate;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SystemEvent;
import dev.dream.process.SystemRequest;
import dev.dream.process.Wording;
import dev.dream.spring.boot.actuate.TraceEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a process, or those of a module, take, answer and need time for; for a time, and up
 * to so many messages a second: the others are counted. At most a hundred processes at once.
 *
 * <p>One thread of its own installs observers in processes, those that begin meanwhile included,
 * and removes them at the end; {@code observers} is that thread's alone. Observers run in the
 * processes; {@code windowBegan} and {@code inWindow} are guarded by the trace's monitor.
 */
final class Trace {

  private static final int CAPACITY = 1_000;
  private static final int MOST_PROCESSES = 100;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Node node;
  private final Target target;
  private final int perSecond;
  private final boolean noting;
  private final Instant startedAt = Instant.now();
  private final Instant endsAt;
  private final Journal<TraceEvent> journal = new Journal<>(CAPACITY);
  private final Map<Pid, Observer> observers = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LongAdder seen = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private volatile int processes;
  private long windowBegan = System.nanoTime();
  private int inWindow;

  /**
   * Creates it; it does nothing before it is started.
   *
   * @param perSecond how many messages to note in a second
   * @param noting whether to note contents
   */
  Trace(Node node, Target target, Duration time, int perSecond, boolean noting) {
    this.node = node;
    this.target = target;
    this.perSecond = perSecond;
    this.noting = noting;
    this.endsAt = startedAt.plus(time);
  }

  /** Who is traced. */
  sealed interface Target {

    /**
     * One process.
     *
     * @param pid which
     */
    record OfProcess(Pid pid) implements Target {}

    /**
     * All processes of a kind.
     *
     * @param module which
     */
    record OfModule(String module) implements Target {}
  }

  /** What it has counted. */
  record Counts(int processes, long messages, long skipped) {}

  Target target() {
    return target;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant endsAt() {
    return endsAt;
  }

  int perSecond() {
    return perSecond;
  }

  Counts counts() {
    return new Counts(processes, seen.sum(), skipped.sum());
  }

  Journal<TraceEvent> journal() {
    return journal;
  }

  boolean isRunning() {
    return ended.getCount() > 0;
  }

  void start() {
    Thread.ofVirtual().name("dream-trace").start(this::run);
  }

  /** Ends it: what processes do from now on is not noted. */
  void stop() {
    ended.countDown();
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped && Instant.now().isBefore(endsAt)) {
        follow();
        stopped = ended.await(next().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
      observers.forEach((pid, observer) -> ask(pid, new SystemRequest.Remove(observer)));
    }
  }

  private Duration next() {
    Duration left = Duration.between(Instant.now(), endsAt);
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }

  /** Installs observers where there are none yet. A process that takes none is passed over. */
  private void follow() {
    observers.keySet().removeIf(pid -> !node.alive(pid));
    for (Pid pid : wanted()) {
      if (observers.size() < MOST_PROCESSES && !observers.containsKey(pid)) {
        Observer observer = new Observer();
        observers.put(pid, observer);
        ask(pid, new SystemRequest.Install(observer));
      }
    }
    processes = observers.size();
  }

  private List<Pid> wanted() {
    return switch (target) {
      case Target.OfProcess(Pid pid) -> node.alive(pid) ? List.of(pid) : List.of();
      case Target.OfModule(String module) -> node.pidsOf(module);
    };
  }

  private void ask(Pid pid, SystemRequest request) {
    node.kernel().system(pid, request);
  }

  /** Returns whether one more message may be noted in this second. */
  private synchronized boolean admits() {
    long now = System.nanoTime();
    if (now - windowBegan >= TimeUnit.SECONDS.toNanos(1)) {
      windowBegan = now;
      inWindow = 0;
    }
    return ++inWindow <= perSecond;
  }

  /** Notes what one process does with a message, from its taking to its end; or nothing of it. */
  private final class Observer implements Consumer<SystemEvent> {

    private boolean admitted;
    private long begun;

    @Override
    public void accept(SystemEvent event) {
      if (!isRunning()) {
        return;
      }
      switch (event) {
        case SystemEvent.In(Pid pid, Object message) -> {
          seen.increment();
          admitted = admits();
          if (admitted) {
            note(pid, Kind.RECEIVED, message, null, null);
          } else {
            skipped.increment();
          }
          begun = System.nanoTime();
        }
        case SystemEvent.Out(Pid pid, Pid to, Object answer) when admitted ->
            note(pid, Kind.REPLIED, answer, to, null);
        case SystemEvent.Handled(Pid pid, _) when admitted -> {
          long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
          note(pid, Kind.HANDLED, null, null, took);
        }
        case SystemEvent.Out _, SystemEvent.Handled _ -> {}
      }
    }

    private void note(
        Pid pid, Kind kind, @Nullable Object content, @Nullable Pid to, @Nullable Long took) {
      Instant at = Instant.now();
      String type = content == null ? null : Wording.typeOf(content);
      String shown = content == null || !noting ? null : node.inspector().inspect(content);
      journal.add(
          number ->
              new TraceEvent(
                  number,
                  at,
                  PidText.of(pid),
                  Words.of(kind),
                  type,
                  shown,
                  PidText.ofNullable(to),
                  took));
    }
  }
}
