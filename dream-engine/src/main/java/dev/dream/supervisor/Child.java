package dev.dream.supervisor;

import dev.dream.process.Node;
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
  private volatile @Nullable Pid pid;
  private volatile @Nullable Past past;

  /** What a child has that has ended before, or has a backoff; the others are small without it. */
  private static final class Past {

    private final @Nullable Attempts attempts;
    private @Nullable Pid before;
    private volatile boolean restarting;
    private volatile @Nullable DelayedRestart delayed;
    private volatile int restarts;

    Past(@Nullable Backoff backoff) {
      this.attempts = backoff == null ? null : new Attempts(backoff);
    }

    /** It does not wait for a restart any more. */
    void settled() {
      restarting = false;
      DelayedRestart waiting = delayed;
      if (waiting != null) {
        delayed = null;
        waiting.cancel();
      }
    }
  }

  Child(ChildSpec<?> spec) {
    this.spec = spec;
    this.past = spec.backoff() == null ? null : new Past(spec.backoff());
  }

  private Past past() {
    Past known = past;
    if (known == null) {
      known = new Past(null);
      past = known;
    }
    return known;
  }

  private @Nullable Attempts attempts() {
    Past known = past;
    return known == null ? null : known.attempts;
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
    Past known = past;
    return known != null && known.restarting;
  }

  /** Returns whether it is significant and runs, or will again. */
  boolean isActiveSignificant() {
    return spec.isSignificant() && (pid != null || isRestarting());
  }

  /** Its start succeeded; null: by answering ignore. */
  void started(@Nullable Pid newPid) {
    Past known = past;
    if (known != null) {
      known.settled();
    }
    pid = newPid;
    Attempts attempts = attempts();
    if (attempts != null && newPid != null) {
      attempts.started(newPid, Node.current().kernel().nanos());
    }
  }

  void stopped() {
    past().settled();
    leave();
    Attempts attempts = attempts();
    if (attempts != null) {
      attempts.ended(Node.current().kernel().nanos());
    }
  }

  /** Returns the pid of its last incarnation that has ended, if there was one. */
  @Nullable Pid before() {
    Past known = past;
    return known == null ? null : known.before;
  }

  /** Returns the pid that it has or, if it does not run, the one it had last. */
  @Nullable Pid lastPid() {
    Pid running = pid;
    return running == null ? before() : running;
  }

  private void leave() {
    past().before = lastPid();
    pid = null;
  }

  /** It does not run, but will: an attempt to restart it failed, or its restart waits. */
  void willRestart() {
    leave();
    past().restarting = true;
  }

  /** Lets its next restart wait and returns the wait; null if it has no backoff. */
  @Nullable DelayedRestart delay(double chance) {
    Attempts attempts = attempts();
    if (attempts == null) {
      return null;
    }
    attempts.ended(Node.current().kernel().nanos());
    Duration delay = attempts.next(chance);
    Instant due = Instant.now().plus(delay);
    DelayedRestart restart =
        new DelayedRestart(this, new NextRestart(attempts.count(), delay, due, attempts.last()));
    past().delayed = restart;
    return restart;
  }

  private @Nullable DelayedRestart delayed() {
    Past known = past;
    return known == null ? null : known.delayed;
  }

  /** Returns whether its restart waits. */
  boolean isDelayed() {
    return delayed() != null;
  }

  /** Returns whether it was waiting for this; if so, it does no more. */
  boolean endsDelay(DelayedRestart due) {
    if (delayed() != due) {
      return false;
    }
    past().delayed = null;
    return true;
  }

  /** Makes its next restart the first again, if it has a backoff. */
  void forgetAttempts() {
    Attempts attempts = attempts();
    if (attempts != null) {
      attempts.forget();
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  void countRestart() {
    Past own = past();
    own.restarts = own.restarts + 1;
  }

  ChildInfo info() {
    return info(pid);
  }

  /** Returns it as error reports show it: one that does not run by the pid it had, as in OTP. */
  ChildInfo lastInfo() {
    return info(lastPid());
  }

  private ChildInfo info(@Nullable Pid shown) {
    Past known = past;
    DelayedRestart waiting = delayed();
    return new ChildInfo(
        id(),
        shown,
        isRestarting(),
        spec.type(),
        spec.restart(),
        spec.shutdown(),
        known == null ? 0 : known.restarts,
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
