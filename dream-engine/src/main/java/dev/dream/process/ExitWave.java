package dev.dream.process;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The exit signals that one death sets off, delivered one after the other by the thread that caused
 * it: a chain of a million links needs no stack.
 */
final class ExitWave {

  private @Nullable Queue<Runnable> signals; // most processes die without telling anybody

  /** Ends a process and everything that dies of it. */
  static boolean end(LocalProcess process, ExitReason reason) {
    ExitWave wave = new ExitWave();
    Tally tally = process.node.tally();
    tally.exitsBegin();
    boolean ended = process.end(reason, wave);
    wave.roll();
    tally.exitsDone();
    return ended;
  }

  /** Sends an exit signal, and delivers what follows from it. */
  static void signal(LocalProcess target, Pid from, ExitReason reason) {
    ExitWave wave = new ExitWave();
    Tally tally = target.node.tally();
    tally.exitsBegin();
    target.signal(from, reason, wave);
    wave.roll();
    tally.exitsDone();
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
      signal.run();
    }
  }

  private void add(Runnable signal) {
    if (signals == null) {
      signals = new ArrayDeque<>();
    }
    signals.add(signal);
  }
}
