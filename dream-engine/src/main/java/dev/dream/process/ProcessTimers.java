package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * The timers that end with a process. One that has fired or was cancelled does not leave, which
 * would take the process's monitor once more for each: it goes when it is the latest and another
 * comes, or when half of all are such. Guarded by the process's monitor.
 */
final class ProcessTimers {

  private static final int FEW = 8;

  private @Nullable ProcessTimer latest;
  private int size;
  private int limit = FEW;

  void add(ProcessTimer timer) {
    while (latest != null && !latest.isRunning()) {
      removeLatest(latest);
    }
    if (size >= limit) {
      sweep();
      limit = Math.max(FEW, 2 * size);
    }
    push(timer);
  }

  /** Returns how many run. */
  int running() {
    sweep();
    return size;
  }

  /** Cancels all. */
  void cancel() {
    while (latest != null) {
      ProcessTimer timer = latest;
      removeLatest(timer);
      timer.cancel();
    }
  }

  private void sweep() {
    ProcessTimer timer = latest;
    latest = null;
    size = 0;
    while (timer != null) { // this turns them round, which nobody minds
      ProcessTimer following = timer.sibling;
      timer.sibling = null; // or who keeps one that is over would keep all
      if (timer.isRunning()) {
        push(timer);
      }
      timer = following;
    }
  }

  private void push(ProcessTimer timer) {
    timer.sibling = latest;
    latest = timer;
    size++;
  }

  private void removeLatest(ProcessTimer timer) {
    latest = timer.sibling;
    timer.sibling = null;
    size--;
  }
}
