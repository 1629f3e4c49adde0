package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.DeadLetter;
import dev.dream.process.MessageKind;
import dev.dream.process.MessageSampling;
import dev.dream.process.SchedulerLoad;
import dev.dream.process.Tally;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What an engine did in each of the last ten minutes' seconds, for whoever comes when it has gone
 * wrong already. It looks once a second, on a thread of its own, at counts that are there anyhow.
 *
 * <p>{@code last} is that thread's alone; the sums of waiting times are written by processes and
 * taken by it. {@code thread} is guarded by this object's monitor.
 */
public final class LoadHistory implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LoadHistory.class);
  private static final int CAPACITY = 600;
  private static final double NANOS_PER_MILLI = 1e6;

  /** How processes end when nothing is wrong. */
  private static final Set<String> ORDERLY = Set.of("normal", "shutdown");

  private final Dream dream;
  private final Waits waits = new Waits();
  private final Journal<LoadSample> journal = new Journal<>(CAPACITY);
  private Counts last;
  private @Nullable ScheduledExecutorService thread;

  /** Creates it for an engine; it looks only while it is started. */
  public LoadHistory(Dream dream) {
    this.dream = dream;
    this.last = Counts.of(dream);
    dream.tally().addSampling(waits);
  }

  /** What has only grown since the engine began. */
  private record Counts(
      long nanos, long messages, long spawned, long crashes, long restarts, long deadLetters) {

    static Counts of(Dream dream) {
      Tally tally = dream.tally();
      return new Counts(
          System.nanoTime(),
          dream.node().messagesTaken(),
          tally.spawned(),
          tally.exitsByReason().entrySet().stream()
              .filter(exits -> !ORDERLY.contains(exits.getKey()))
              .mapToLong(exits -> exits.getValue())
              .sum(),
          tally.restarts().values().stream().mapToLong(count -> count).sum(),
          Arrays.stream(DeadLetter.Reason.values()).mapToLong(dream.deadLetters()::count).sum());
    }
  }

  /** How long messages waited, of those that the engine takes the time of. */
  private static final class Waits implements MessageSampling {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    @Override
    public void sampled(String module, MessageKind kind, long waitedNanos, long tookNanos) {
      count.increment();
      nanos.add(waitedNanos);
      longest.accumulate(waitedNanos);
    }

    double takeAverageMillis() {
      long samples = count.sumThenReset();
      return nanos.sumThenReset() / NANOS_PER_MILLI / Math.max(1, samples);
    }

    double takeLongestMillis() {
      return longest.getThenReset() / NANOS_PER_MILLI;
    }
  }

  Journal<LoadSample> journal() {
    return journal;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("dream-load-history").factory());
      thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void look() {
    try {
      Counts now = Counts.of(dream);
      SchedulerLoad load = dream.node().schedulerLoad();
      Counts before = last;
      last = now;
      double average = waits.takeAverageMillis();
      double longest = waits.takeLongestMillis();
      journal.add(
          number ->
              new LoadSample(
                  number,
                  Instant.now(),
                  TimeUnit.NANOSECONDS.toMillis(now.nanos() - before.nanos()),
                  dream.node().count(),
                  load.queued(),
                  load.busy(),
                  now.messages() - before.messages(),
                  average,
                  longest,
                  now.spawned() - before.spawned(),
                  now.crashes() - before.crashes(),
                  now.restarts() - before.restarts(),
                  now.deadLetters() - before.deadLetters()));
    } catch (RuntimeException broken) {
      log.warn("the engine's load could not be looked at", broken); // and the next time perhaps can
    }
  }
}
