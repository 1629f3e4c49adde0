package dev.dream.process;

import dev.dream.process.DeadLetter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that reached nobody: counted by reason, the last of them kept. Noise is counted
 * elsewhere: {@link Tally#lateReplies} and {@link Tally#lostTimers}. Any thread.
 *
 * <p>{@code kept} is a ring: a letter is written to the place of its number by whoever brings it,
 * and taken away by a compare-and-set, so that one is sent again once at most. Each is counted
 * before it is kept. {@code retries} is guarded by itself.
 */
public final class DeadLetters {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MOST_RETRIES = 1_000;
  private static final long LOG_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Node node;
  private final AtomicReferenceArray<@Nullable Kept> kept;
  private final Retries retries = new Retries();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_PAUSE_NANOS);
  private final LongAdder unlogged = new LongAdder();
  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
  private final List<Consumer<? super DeadLetter>> listeners = new CopyOnWriteArrayList<>();

  /**
   * A letter, and the message as it was put into the mailbox, null if it was a call, which would
   * keep its caller and the dead server.
   */
  private record Kept(DeadLetter letter, @Nullable Object sent) {}

  /** A letter to try again, and its message with what went along with it. */
  private record Retry(Kept letter, Object message, Object element) {}

  /** The messages that next incarnations are to get, by the processes that crashed of them. */
  private static final class Retries extends LinkedHashMap<Pid, Retry> {

    private static final long serialVersionUID = 1L;

    /** Children that are never restarted must not fill it. */
    @Override
    protected boolean removeEldestEntry(Map.Entry<Pid, Retry> eldest) {
      return size() > MOST_RETRIES;
    }
  }

  /** Creates it for a node; {@code capacity} letters are kept. */
  DeadLetters(Node node, int capacity) {
    this.node = node;
    this.kept = new AtomicReferenceArray<>(capacity);
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /**
   * Tells the listener of every letter from now on, on the thread that finds it: of the sender, or
   * of the process's end. It must neither wait nor send; what it throws is logged.
   */
  public void addListener(Consumer<? super DeadLetter> listener) {
    listeners.add(listener);
  }

  /** Does not tell the listener any more. */
  public void removeListener(Consumer<? super DeadLetter> listener) {
    listeners.remove(listener);
  }

  /** Returns how many there were for this reason. */
  public long count(Reason reason) {
    return Objects.requireNonNull(counts.get(reason)).sum();
  }

  /** Returns how many there were, by reason. */
  public Map<Reason, Long> counts() {
    Map<Reason, Long> sums = new EnumMap<>(Reason.class);
    counts.forEach((reason, count) -> sums.put(reason, count.sum()));
    return sums;
  }

  /** Returns those that are kept, newest first. */
  public List<DeadLetter> recent() {
    return IntStream.range(0, kept.length())
        .mapToObj(kept::get)
        .filter(Objects::nonNull)
        .map(Kept::letter)
        .sorted(Comparator.comparingLong(DeadLetter::number).reversed())
        .toList();
  }

  /** Returns the one with this number, if it is still kept. */
  public Optional<DeadLetter> find(long number) {
    return Optional.ofNullable(at(number)).map(Kept::letter);
  }

  /**
   * Sends a letter again, to whoever is at its address now, and forgets it; if that fails, there is
   * a new one.
   *
   * @throws IllegalArgumentException if no such letter is kept, or it was a call: its caller was
   *     told that it failed
   */
  public Delivery sendAgain(long number) {
    Kept found = at(number);
    if (found == null) {
      throw new IllegalArgumentException(
          "send dead letter %d again failed: it is not among the %d that are kept"
              .formatted(number, recent().size()));
    }
    if (found.sent == null) {
      throw new IllegalArgumentException(
          "send dead letter %d again failed: %s was a call, whose caller was told that it failed"
              .formatted(number, found.letter.type()));
    }
    node.self(); // a killed process does not send: this throws
    if (!kept.compareAndSet(place(number), found, null)) {
      throw new IllegalArgumentException(
          "send dead letter %d again failed: somebody else does so".formatted(number));
    }
    return node.kernel().post(found.letter.to(), found.sent);
  }

  /** Takes note of a message that reached nobody. */
  public void add(Reason reason, Object sent, @Nullable Pid from, Address to) {
    bring(reason, sent, from, to);
  }

  /**
   * Takes note of the message of which a process has crashed.
   *
   * @param retry whether its next incarnation is to get it, with what the calling thread has, which
   *     is the process's own
   */
  void crashed(LocalProcess process, Object sent, boolean retry) {
    Kept letter = bring(Reason.CRASHED, sent, null, process.address());
    Object message = letter.sent;
    if (retry && message != null) {
      Retry again = new Retry(letter, message, node.kernel().inContext(message));
      synchronized (retries) {
        retries.put(process.pid, again);
      }
    }
  }

  /** Gives a process the message of which its last incarnation has crashed, if there is one. */
  void retry(Pid before, LocalProcess now) {
    Retry again;
    synchronized (retries) {
      again = retries.remove(before);
    }
    if (again == null || wasSentAgain(again.letter)) {
      return;
    }
    now.notes().retried = again.message;
    now.push(again.element);
  }

  /** Takes a letter out of those that are kept; returns whether somebody has sent it again. */
  private boolean wasSentAgain(Kept letter) {
    if (kept.length() == 0) {
      return false;
    }
    int place = place(letter.letter.number());
    return !kept.compareAndSet(place, letter, null) && kept.get(place) == null;
  }

  private Kept bring(Reason reason, Object sent, @Nullable Pid from, Address to) {
    Objects.requireNonNull(counts.get(reason)).increment();
    Object message = Parcel.open(sent);
    DeadLetter letter =
        new DeadLetter(
            numbers.incrementAndGet(),
            Instant.now(),
            reason,
            Wording.typeOf(message),
            message,
            from,
            to);
    boolean isCall = sent instanceof Parcel parcel && !parcel.canBeSentAgain();
    Kept one = new Kept(letter, isCall ? null : sent);
    if (kept.length() > 0) {
      kept.set(place(letter.number()), one);
    }
    listeners.forEach(listener -> tell(listener, letter));
    if (reason == Reason.REFUSED) {
      warn(letter);
    }
    return one;
  }

  private static void tell(Consumer<? super DeadLetter> listener, DeadLetter letter) {
    try {
      listener.accept(letter);
    } catch (Throwable thrown) { // the exit that it belongs to goes on
      log.warn("a listener failed on a dead letter of type {}", letter.type(), thrown);
    }
  }

  /** Says so once a second at most: a flood of messages must not become one of log lines. */
  private void warn(DeadLetter letter) {
    unlogged.increment();
    long last = loggedNanos.get();
    long now = System.nanoTime();
    if (now - last >= LOG_PAUSE_NANOS && loggedNanos.compareAndSet(last, now)) {
      long refused = unlogged.sumThenReset();
      log.warn(
          "{} refused, last {} to {}: its mailbox is full",
          refused == 1 ? "a message was" : refused + " messages were",
          letter.type(),
          node.describe(letter.to()));
    }
  }

  private int place(long number) {
    return (int) (number % kept.length());
  }

  private @Nullable Kept at(long number) {
    if (kept.length() == 0 || number < 1) {
      return null;
    }
    Kept found = kept.get(place(number));
    return found != null && found.letter.number() == number ? found : null;
  }
}
