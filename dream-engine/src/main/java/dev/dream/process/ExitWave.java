package dev.dream.process;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exit signals that one death sets off, delivered one after the other by the thread that caused
 * it: a chain of a million links needs no stack.
 *
 * <p>Who dies of it does so before anybody is told of it. So a supervisor that hears of a child's
 * end, and starts another in its place, does not find alive what has died with the child; and it
 * hears of that child before it hears of those that others took down, whom it may look after too.
 */
final class ExitWave {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  // Most processes die without telling anybody.
  private @Nullable Queue<Runnable> deaths;
  private @Nullable Queue<Runnable> news;

  /** Ends a process and everything that dies of it. */
  static boolean end(LocalProcess process, ExitReason reason) {
    ExitWave wave = new ExitWave();
    Tally tally = process.node.tally();
    tally.exitsBegin();
    try {
      boolean ended = process.end(reason, wave);
      wave.roll();
      return ended;
    } finally {
      tally.exitsDone();
    }
  }

  /** Sends an exit signal, and delivers what follows from it. */
  static void signal(LocalProcess target, Pid from, ExitReason reason) {
    ExitWave wave = new ExitWave();
    Tally tally = target.node.tally();
    tally.exitsBegin();
    try {
      target.signal(from, reason, wave);
      wave.roll();
    } finally {
      tally.exitsDone();
    }
  }

  void linkExit(LocalProcess target, LocalProcess dead, ExitReason reason) {
    Runnable signal = () -> target.linkExit(dead, reason, this);
    if (target.trapExit) {
      news = with(news, signal);
    } else {
      deaths = with(deaths, signal);
    }
  }

  void down(Watcher watcher, Pid target, ExitReason reason) {
    news = with(news, () -> watcher.down(target, reason));
  }

  /** Delivers the signals, and those that they set off. */
  void roll() {
    for (Runnable signal = next(); signal != null; signal = next()) {
      deliver(signal);
    }
  }

  private @Nullable Runnable next() {
    Runnable death = deaths == null ? null : deaths.poll();
    return death != null || news == null ? death : news.poll();
  }

  /** Whatever one signal throws, say for want of memory, all others are delivered. */
  private static void deliver(Runnable signal) {
    try {
      signal.run();
    } catch (Throwable broken) {
      log.error("an exit signal could not be delivered", broken);
    }
  }

  private static Queue<Runnable> with(@Nullable Queue<Runnable> queue, Runnable signal) {
    Queue<Runnable> signals = queue == null ? new ArrayDeque<>() : queue;
    signals.add(signal);
    return signals;
  }
}
