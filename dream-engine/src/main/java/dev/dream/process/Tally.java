package dev.dream.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an engine counts. All counts but {@link #fencedThreads} and {@link #exitsInFlight} only
 * grow. Any thread.
 */
public final class Tally {

  private final ConcurrentMap<ExitKind, LongAdder> exits = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> restarts = new ConcurrentHashMap<>();
  private final LongAdder spawned = new LongAdder();
  private final LongAdder lateReplies = new LongAdder();
  private final LongAdder wavesBegun = new LongAdder();
  private final LongAdder wavesDone = new LongAdder();
  private final AtomicInteger fenced = new AtomicInteger();

  Tally() {}

  /**
   * A kind of exit.
   *
   * @param module the ended process's kind
   * @param reason the reason's {@link ExitReason#kind}
   */
  public record ExitKind(String module, String reason) {}

  /** Returns how many processes ended, by kind. */
  public Map<ExitKind, Long> exits() {
    Map<ExitKind, Long> counts = new ConcurrentHashMap<>();
    exits.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  /** Returns how many processes ended, by reason. */
  public Map<String, Long> exitsByReason() {
    Map<String, Long> counts = new TreeMap<>();
    exits().forEach((kind, count) -> counts.merge(kind.reason(), count, Long::sum));
    return counts;
  }

  /** Returns how many children were restarted, by the supervisor's name. */
  public Map<String, Long> restarts() {
    Map<String, Long> counts = new TreeMap<>();
    restarts.forEach((supervisor, count) -> counts.put(supervisor, count.sum()));
    return counts;
  }

  /** Counts a child restarted by this supervisor. */
  public void restart(String supervisor) {
    restarts.computeIfAbsent(supervisor, _ -> new LongAdder()).increment();
  }

  /** Returns how many processes were started. */
  public long spawned() {
    return spawned.sum();
  }

  /** Returns how many answers came when nobody waited any more. */
  public long lateReplies() {
    return lateReplies.sum();
  }

  /** Returns how many threads still run the code of a process that was ended from outside. */
  public int fencedThreads() {
    return fenced.get();
  }

  /** Returns how many threads deliver exit signals now. */
  public long exitsInFlight() {
    long done = wavesDone.sum(); // first, so as never to miss one
    return wavesBegun.sum() - done;
  }

  void exitsBegin() {
    wavesBegun.increment();
  }

  void exitsDone() {
    wavesDone.increment();
  }

  void spawn() {
    spawned.increment();
  }

  void exit(String module, ExitReason reason) {
    exits.computeIfAbsent(new ExitKind(module, reason.kind()), _ -> new LongAdder()).increment();
  }

  void lateReply() {
    lateReplies.increment();
  }

  void fenced(int change) {
    fenced.addAndGet(change);
  }
}
