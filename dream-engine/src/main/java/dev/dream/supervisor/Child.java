package dev.dream.supervisor;

import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * One child's entry. Written by the supervisor's process only; the volatile fields are read by
 * others for display.
 */
final class Child {

  private final ChildSpec<?> spec;
  private volatile @Nullable Pid pid;
  private volatile boolean restarting;
  private volatile long restarts;

  Child(ChildSpec<?> spec) {
    this.spec = spec;
  }

  ChildSpec<?> spec() {
    return spec;
  }

  String id() {
    return spec.id();
  }

  boolean isTemporary() {
    return spec.restart() == Restart.TEMPORARY;
  }

  @Nullable Pid pid() {
    return pid;
  }

  boolean isRestarting() {
    return restarting;
  }

  /** Its start succeeded; null: by answering ignore. */
  void started(@Nullable Pid newPid) {
    restarting = false;
    pid = newPid;
  }

  void stopped() {
    restarting = false;
    pid = null;
  }

  /** An attempt to restart it failed; another will follow. */
  void willRetry() {
    pid = null;
    restarting = true;
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  void countRestart() {
    restarts = restarts + 1;
  }

  ChildInfo info() {
    return new ChildInfo(
        id(), pid, restarting, spec.type(), spec.restart(), spec.shutdown(), restarts);
  }

  @Override
  public String toString() {
    Pid running = pid;
    return "child \"" + id() + '"' + (running == null ? "" : " " + running);
  }
}
