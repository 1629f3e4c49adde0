package dev.dream.supervisor;

import dev.dream.process.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One child's entry. Written by the supervisor's process only; the volatile fields are read by
 * others for display.
 */
final class Child {

  private final ChildSpec<?> spec;
  private final @Nullable Attempts attempts;
  private volatile @Nullable Pid pid;
  private volatile boolean restarting;
  private @Nullable Pid before;
  private volatile @Nullable DelayedRestart delayed;
  private volatile int restarts;

  Child(ChildSpec<?> spec) {
    this.spec = spec;
    Backoff backoff = spec.backoff();
    this.attempts = backoff == null ? null : new Attempts(backoff);
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

  /** Returns whether it is significant and runs, or will again. */
  boolean isActiveSignificant() {
    return spec.isSignificant() && (pid != null || restarting);
  }

  /** Its start succeeded; null: by answering ignore. */
  void started(@Nullable Pid newPid) {
    restarting = false;
    endDelay();
    pid = newPid;
    if (attempts != null && newPid != null) {
      attempts.started(newPid, System.nanoTime());
    }
  }

  void stopped() {
    restarting = false;
    endDelay();
    leave();
    if (attempts != null) {
      attempts.ended(System.nanoTime());
    }
  }

  /** Returns the pid of its last incarnation that has ended, if there was one. */
  @Nullable Pid before() {
    return before;
  }

  private void leave() {
    before = pid == null ? before : pid;
    pid = null;
  }

  /** It does not run, but will: an attempt to restart it failed, or its restart waits. */
  void willRestart() {
    leave();
    restarting = true;
  }

  /** Lets its next restart wait and returns the wait; null if it has no backoff. */
  @Nullable DelayedRestart delay(double chance) {
    if (attempts == null) {
      return null;
    }
    attempts.ended(System.nanoTime());
    Duration delay = attempts.next(chance);
    Instant due = Instant.now().plus(delay);
    DelayedRestart restart =
        new DelayedRestart(this, new NextRestart(attempts.count(), delay, due, attempts.last()));
    delayed = restart;
    return restart;
  }

  /** Returns whether its restart waits. */
  boolean isDelayed() {
    return delayed != null;
  }

  /** Returns whether it was waiting for this; if so, it does no more. */
  boolean endsDelay(DelayedRestart due) {
    if (delayed != due) {
      return false;
    }
    delayed = null;
    return true;
  }

  /** Makes its next restart the first again, if it has a backoff. */
  void forgetAttempts() {
    if (attempts != null) {
      attempts.forget();
    }
  }

  private void endDelay() {
    DelayedRestart waiting = delayed;
    if (waiting != null) {
      delayed = null;
      waiting.cancel();
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  void countRestart() {
    restarts = restarts + 1;
  }

  ChildInfo info() {
    return info(pid);
  }

  /** Returns it as error reports show it: one that does not run by the pid it had, as in OTP. */
  ChildInfo lastInfo() {
    return info(pid == null ? before : pid);
  }

  private ChildInfo info(@Nullable Pid shown) {
    DelayedRestart waiting = delayed;
    return new ChildInfo(
        id(),
        shown,
        restarting,
        spec.type(),
        spec.restart(),
        spec.shutdown(),
        restarts,
        waiting == null ? null : waiting.next());
  }

  static List<ChildInfo> infos(List<Child> children) {
    return children.stream().map(Child::info).toList();
  }

  /** Returns the child as messages show it: {@code child "a" <0.42>}. */
  static String shown(String id, @Nullable Pid pid) {
    return "child" + (id.isEmpty() ? "" : " \"" + id + '"') + (pid == null ? "" : " " + pid);
  }

  @Override
  public String toString() {
    return shown(id(), pid);
  }
}
