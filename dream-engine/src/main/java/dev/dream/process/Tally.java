package dev.dream.process;

import java.util.EnumMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an engine counts. All counts but {@link #fencedThreads} and {@link #exitsInFlight} only
 * grow. Any thread.
 *
 * <p>A listener is added before it is told what there was, and a kind is entered before the
 * listeners are told of it: none is missed, though one may be told twice.
 */
public final class Tally {

  private static final Logger log = LoggerFactory.getLogger(Tally.class);

  /** How many kinds are counted apart; names may be made at run time, and so without end. */
  private static final int MOST_KINDS = 1_000;

  /** Stands for all that are not counted apart. */
  private static final String OTHERS = "(others)";

  private final Executor aside;
  private final List<Consumer<? super Kind>> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> modules = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<ExitKind, LongAdder> exits = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> restarts = new ConcurrentHashMap<>();
  private final LongAdder spawned = new LongAdder();
  private final LongAdder lateReplies = new LongAdder();
  private final LongAdder lostTimers = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Map<CallOutcome, LongAdder> calls = new EnumMap<>(CallOutcome.class);
  private final ConcurrentMap<String, LongAdder> giveUps = new ConcurrentHashMap<>();
  private volatile @Nullable MessageSampling sampling;
  private final LongAdder wavesBegun = new LongAdder();
  private final LongAdder wavesDone = new LongAdder();
  private final ConcurrentMap<Alarm.Kind, LongAdder> alarms = new ConcurrentHashMap<>();
  private final Fences fences = new Fences();

  /** Creates it with something to run listeners on. */
  Tally(Executor aside) {
    this.aside = aside;
    for (CallOutcome outcome : CallOutcome.values()) {
      calls.put(outcome, new LongAdder());
    }
  }

  /**
   * What is counted apart. There are as many as there are classes and named supervisors, but at
   * most a thousand of each sort; what comes later counts as {@code (others)}.
   */
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
   * How often one supervisor gave up.
   *
   * @param supervisor its name
   */
  public record GiveUpKind(String supervisor) implements Kind {}

  /** How a call ended. */
  public enum CallOutcome {
    /** With an answer. */
    OK,
    /** Its time ran out. */
    TIMEOUT,
    /** There was no such process. */
    NOPROC,
    /** The mailbox was full. */
    OVERLOADED,
    /** The process ended, or the call could not be waited for. */
    EXIT
  }

  /**
   * Lets somebody hear of a sample of messages from now on, besides those who do so already. At
   * most a few, once each: nobody can be removed.
   */
  public synchronized void addSampling(MessageSampling listener) {
    MessageSampling known = sampling;
    sampling =
        known == null
            ? listener
            : (module, kind, waited, took) -> {
              known.sampled(module, kind, waited, took);
              listener.sampled(module, kind, waited, took);
            };
  }

  @Nullable MessageSampling sampling() {
    return sampling;
  }

  /** Returns how many calls ended so. */
  public long calls(CallOutcome outcome) {
    return sum(calls.get(outcome));
  }

  /** Counts a call whose client has heard how it ended. */
  public void call(CallOutcome outcome) {
    LongAdder count = calls.get(outcome);
    if (count != null) {
      count.increment();
    }
  }

  /** Returns how often this supervisor gave up. */
  public long giveUps(GiveUpKind kind) {
    return sum(giveUps.get(kind.supervisor()));
  }

  /** Counts that this supervisor had to restart too much and gave up. */
  public void giveUp(String supervisor) {
    LongAdder count = giveUps.get(supervisor);
    if (count == null) {
      String shown = giveUps.size() < MOST_KINDS ? supervisor : OTHERS;
      count = entered(giveUps, shown, new GiveUpKind(shown));
    }
    count.increment();
  }

  /**
   * Tells the listener of each kind there is, and later of each new one, on a thread that belongs
   * to no process. It may hear of one twice.
   */
  public void whenNew(Consumer<? super Kind> listener) {
    listeners.add(listener);
    modules.forEach(module -> listener.accept(new ModuleKind(module)));
    exits.keySet().forEach(listener);
    restarts.keySet().forEach(supervisor -> listener.accept(new RestartKind(supervisor)));
    giveUps.keySet().forEach(supervisor -> listener.accept(new GiveUpKind(supervisor)));
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
      String shown = restarts.size() < MOST_KINDS ? supervisor : OTHERS;
      count = entered(restarts, shown, new RestartKind(shown));
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
      ExitKind shown = exits.size() < MOST_KINDS ? kind : new ExitKind(OTHERS, reason.kind());
      count = entered(exits, shown, shown);
    }
    count.increment();
  }

  /** Takes note of what kind of process has begun to run, if it is not one of too many. */
  void begun(String module) {
    if (!modules.contains(module) && modules.size() < MOST_KINDS && modules.add(module)) {
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
    for (Consumer<? super Kind> listener : listeners) {
      try {
        aside.execute(() -> listener.accept(kind));
      } catch (Throwable noThread) { // it is an exit, or a start, that is counted: that must go on
        log.error("no thread can be started to tell a listener of {}", kind, noThread);
      }
    }
  }
}
