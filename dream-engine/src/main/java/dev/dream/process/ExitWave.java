package dev.dream.process;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exit signals that one death sets off, delivered one after the other by the thread that caused
 * it: a chain of a million links needs no stack.
 */
final class ExitWave {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private @Nullable Queue<Runnable> signals; // most processes die without telling anybody

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
    add(() -> target.linkExit(dead, reason, this));
  }

  void down(Watcher watcher, Pid target, ExitReason reason) {
    add(() -> watcher.down(target, reason));
  }

  /** Delivers the signals, and those that they set off. */
  void roll() {
    while (signals != null) {
      Runnable signal = signals.poll();
      if (signal == null) {
        return;
      }
      deliver(signal);
    }
  }

  /** Whatever one signal throws, say for want of memory, all others are delivered. */
  private static void deliver(Runnable signal) {
    try {
      signal.run();
    } catch (Throwable broken) {
      log.error("an exit signal could not be delivered", broken);
    }
  }

  private void add(Runnable signal) {
    if (signals == null) {
      signals = new ArrayDeque<>();
    }
    signals.add(signal);
  }
}
