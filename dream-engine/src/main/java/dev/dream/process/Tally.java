package dev.dream.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an engine counts. All counts but {@link #fencedThreads} and {@link #exitsInFlight} only
 * grow. Any thread.
 *
 * <p>A listener is added before it is told what there was, and a kind is entered before the
 * listeners are told of it: none is missed, though one may be told twice.
 */
public final class Tally {

  private final Executor aside;
  private final List<Consumer<? super Kind>> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> modules = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<ExitKind, LongAdder> exits = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> restarts = new ConcurrentHashMap<>();
  private final LongAdder spawned = new LongAdder();
  private final LongAdder lateReplies = new LongAdder();
  private final LongAdder lostTimers = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder wavesBegun = new LongAdder();
  private final LongAdder wavesDone = new LongAdder();
  private final ConcurrentMap<Alarm.Kind, LongAdder> alarms = new ConcurrentHashMap<>();
  private final Fences fences = new Fences();

  /** Creates it with something to run listeners on. */
  Tally(Executor aside) {
    this.aside = aside;
  }

  /** What is counted apart. There are as many as there are classes and named supervisors. */
  public sealed interface Kind {}

  /**
   * A kind of process.
   *
   * @param module its name
   */
  public record ModuleKind(String module) implements Kind {}

  /**
   * A kind of exit.
   *
   * @param module the ended process's kind
   * @param reason the reason's {@link ExitReason#kind}
   */
  public record ExitKind(String module, String reason) implements Kind {}

  /**
   * The restarts of one supervisor.
   *
   * @param supervisor its name
   */
  public record RestartKind(String supervisor) implements Kind {}

  /**
   * Tells the listener of each kind there is, and later of each new one, on a thread that belongs
   * to no process. It may hear of one twice.
   */
  public void whenNew(Consumer<? super Kind> listener) {
    listeners.add(listener);
    modules.forEach(module -> listener.accept(new ModuleKind(module)));
    exits.keySet().forEach(listener);
    restarts.keySet().forEach(supervisor -> listener.accept(new RestartKind(supervisor)));
  }

  /** Returns how many processes ended, by kind. */
  public Map<ExitKind, Long> exits() {
    Map<ExitKind, Long> counts = new HashMap<>();
    exits.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  /** Returns how many processes ended in this way. */
  public long exits(ExitKind kind) {
    return sum(exits.get(kind));
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

  /** Returns how many children this supervisor restarted. */
  public long restarts(RestartKind kind) {
    return sum(restarts.get(kind.supervisor()));
  }

  /** Counts a child restarted by this supervisor. */
  public void restart(String supervisor) {
    LongAdder count = restarts.get(supervisor);
    if (count == null) {
      count = entered(restarts, supervisor, new RestartKind(supervisor));
    }
    count.increment();
  }

  /** Returns how many processes were started. */
  public long spawned() {
    return spawned.sum();
  }

  /** Returns how many answers came when nobody waited any more. */
  public long lateReplies() {
    return lateReplies.sum();
  }

  /** Returns how many timers found nobody when they fired. */
  public long lostTimers() {
    return lostTimers.sum();
  }

  /**
   * Returns how many messages were refused, or dropped, because a mailbox was full, whether their
   * senders were told or not.
   */
  public long refused() {
    return refused.sum();
  }

  /** Returns how many threads still run the code of a process that was ended from outside. */
  public int fencedThreads() {
    return fences.count();
  }

  /** Returns how many alarms of a kind were set. */
  public long alarms(Alarm.Kind kind) {
    return sum(alarms.get(kind));
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
    ExitKind kind = new ExitKind(module, reason.kind());
    LongAdder count = exits.get(kind);
    if (count == null) {
      count = entered(exits, kind, kind);
    }
    count.increment();
  }

  /** Takes note of what kind of process has begun to run. */
  void begun(String module) {
    if (!modules.contains(module) && modules.add(module)) {
      tell(new ModuleKind(module));
    }
  }

  void lateReply() {
    lateReplies.increment();
  }

  void alarm(Alarm.Kind kind) {
    alarms.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }

  Fences fences() {
    return fences;
  }

  void lostTimer() {
    lostTimers.increment();
  }

  void refuse() {
    refused.increment();
  }

  private static long sum(@Nullable LongAdder count) {
    return count == null ? 0 : count.sum();
  }

  private <K> LongAdder entered(ConcurrentMap<K, LongAdder> counts, K key, Kind kind) {
    LongAdder fresh = new LongAdder();
    LongAdder known = counts.putIfAbsent(key, fresh);
    if (known != null) {
      return known;
    }
    tell(kind);
    return fresh;
  }

  private void tell(Kind kind) {
    listeners.forEach(listener -> aside.execute(() -> listener.accept(kind)));
  }
}
