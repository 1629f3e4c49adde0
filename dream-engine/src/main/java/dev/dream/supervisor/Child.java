package dev.dream.supervisor;

import dev.dream.process.Pid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One child's entry. Written by the supervisor's process only; the volatile fields are read by
 * others for display, {@code ended} by nobody else.
 */
final class Child {

  private final ChildSpec<?> spec;
  private volatile @Nullable Pid pid;
  private @Nullable Pid ended;
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

  /** Returns whether it is significant and runs, or will again. */
  boolean isActiveSignificant() {
    return spec.isSignificant() && (pid != null || restarting);
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

  /** Keeps the pid of its process, which has ended, for what is reported until it runs again. */
  void ended() {
    ended = pid;
  }

  /** Returns the pid it had when it ended, and forgets it; null if it has not ended by itself. */
  @Nullable Pid takeEnded() {
    Pid before = ended;
    ended = null;
    return before;
  }

  ChildInfo info() {
    return info(pid);
  }

  /** Returns it as error reports show it: one that does not run by the pid it had, as in OTP. */
  ChildInfo lastInfo() {
    return info(pid == null ? ended : pid);
  }

  private ChildInfo info(@Nullable Pid shown) {
    return new ChildInfo(
        id(), shown, restarting, spec.type(), spec.restart(), spec.shutdown(), restarts);
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
