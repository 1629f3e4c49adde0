package dev.dream.process;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The exit signals that one death sets off, delivered one after the other by the thread that caused
 * it: a chain of a million links needs no stack.
 */
final class ExitWave {

  private final Queue<Runnable> signals = new ArrayDeque<>();

  /** Ends a process and everything that dies of it. */
  static boolean end(LocalProcess process, ExitReason reason) {
    ExitWave wave = new ExitWave();
    boolean ended = process.end(reason, wave);
    wave.roll();
    return ended;
  }

  /** Sends an exit signal, and delivers what follows from it. */
  static void signal(LocalProcess target, Pid from, ExitReason reason) {
    ExitWave wave = new ExitWave();
    target.signal(from, reason, wave);
    wave.roll();
  }

  void linkExit(LocalProcess target, LocalProcess dead, ExitReason reason) {
    signals.add(() -> target.linkExit(dead, reason, this));
  }

  void down(Watcher watcher, Pid target, ExitReason reason) {
    signals.add(() -> watcher.down(target, reason));
  }

  /** Delivers the signals, and those that they set off. */
  void roll() {
    for (Runnable signal = signals.poll(); signal != null; signal = signals.poll()) {
      signal.run();
    }
  }
}
