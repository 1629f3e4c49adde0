package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Deadline;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.ReplySlot;
import dev.dream.test.ChaosEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What happens to processes, by a thread that is no carrier: it gets its turn however busy the
 * engine is.
 */
final class Attacks {

  /** How long its end may take: somebody's code may be busy, or choose for long. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("dream-chaos").factory();

  private final Dream dream;
  private final long seed;
  private final Journal journal;
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, THREADS);
  private final Stalls stalls;

  Attacks(Dream dream, long seed, Journal journal) {
    this.dream = dream;
    this.seed = seed;
    this.journal = journal;
    this.stalls = new Stalls(dream.node().kernel(), clock);
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start(List<Rule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof Rule.OfProcesses rule) {
        prepare(rule, new Draw(seed, i + 1, 1));
      }
    }
  }

  private void prepare(Rule.OfProcesses rule, Draw draw) {
    long pause = draw.pause(rule.perSecond()).toNanos();
    clock.schedule(() -> strikeAndGoOn(rule, draw), pause, TimeUnit.NANOSECONDS);
  }

  private void strikeAndGoOn(Rule.OfProcesses rule, Draw draw) {
    try {
      strike(rule, draw);
    } catch (RuntimeException thrown) {
      journal.failed(thrown);
    } finally {
      if (!clock.isShutdown()) {
        prepare(rule, new Draw(seed, draw.rule(), draw.nth() + 1));
      }
    }
  }

  /** Lets the rule do once what it does. */
  void strike(Rule.OfProcesses rule, Draw draw) {
    List<Pid> candidates = candidates(rule);
    if (candidates.isEmpty()) {
      journal.add(Kind.MISSED, draw, null, null);
      return;
    }
    Pid victim = candidates.get(draw.oneOf(candidates.size()));
    switch (rule) {
      case Rule.Kill _ -> {
        journal.add(Kind.KILLED, draw, victim, null); // first: a dead process shows no name
        dream.exit(victim, ExitReason.KILL);
      }
      case Rule.Stall stall ->
          stalls.begin(
              victim,
              stall.time(),
              stands -> journal.add(stands ? Kind.STALLED : Kind.MISSED, draw, victim, null));
    }
  }

  private List<Pid> candidates(Rule.OfProcesses rule) {
    return rule.victims().among(dream).stream()
        .filter(process -> rule instanceof Rule.Kill || canBeStalled(process))
        .map(ProcessInfo::pid)
        .toList();
  }

  private boolean canBeStalled(ProcessInfo process) {
    return process.status() != ProcessInfo.Status.SUSPENDED && !stalls.contains(process.pid());
  }

  /** Ends it, and wakes whoever stands still. */
  void close() {
    List<ReplySlot> woken = stalls.resumeAll();
    Deadline deadline = Deadline.in(PATIENCE);
    clock.shutdown();
    try {
      clock.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    woken.forEach(slot -> slot.await(deadline.left()));
  }
}
