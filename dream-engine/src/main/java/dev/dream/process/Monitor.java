package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * One monitor. The owner's map of monitors decides: who removes it from there, under the owner's
 * monitor, either cancels it or delivers its {@link Down}, so that never both happen.
 *
 * <p>It begins under both processes' monitors ({@link Pair}): it is entered with the owner and
 * attached to the target while both live, or a target that has ended is reported by the owner
 * itself. Whoever ends one of the two takes its {@link Relations} away under its monitor and then
 * visits the other: the owner's end detaches it from the target, the target's end asks the owner's
 * map. Neither holds one process's monitor while it takes the other's.
 */
final class Monitor extends Watcher {

  private final LocalProcess owner;
  private final LocalProcess target;
  private final Ref ref;
  private final Address object;

  private Monitor(LocalProcess owner, LocalProcess target, Ref ref, Address object) {
    this.owner = owner;
    this.target = target;
    this.ref = ref;
    this.object = object;
  }

  /** Starts to monitor; a dead target is reported at once. */
  static void start(LocalProcess owner, LocalProcess target, Ref ref, Address object) {
    Monitor monitor = new Monitor(owner, target, ref, object);
    boolean watching =
        Pair.locked(
            owner,
            target,
            () -> {
              owner.requireAlive();
              owner.relations().monitors().put(ref, monitor);
              return monitor.attach(target);
            });
    if (!watching) {
      monitor.down(target.pid, ExitReason.NOPROC);
    }
  }

  /** Reports that there is nobody to monitor. */
  static void noSuchProcess(LocalProcess owner, Ref ref, Address object) {
    synchronized (owner) {
      owner.node.aliases().monitorEnded(owner, ref);
      owner.push(new Down(ref, object, ExitReason.NOPROC));
    }
  }

  /** Stops monitoring; returns whether no {@link Down} of it was or will be delivered. */
  static boolean cancel(LocalProcess owner, Ref ref) {
    Monitor monitor;
    synchronized (owner) {
      monitor = remove(owner, ref);
      owner.node.aliases().monitorEnded(owner, ref);
    }
    if (monitor == null) {
      return false;
    }
    monitor.ownerEnded();
    return true;
  }

  /**
   * Takes a monitor away from its owner, whose monitor the caller holds; null if it is not there.
   */
  static @Nullable Monitor remove(LocalProcess owner, @Nullable Ref ref) {
    Relations relations = owner.relations;
    return relations == null || ref == null ? null : relations.monitors().remove(ref);
  }

  Address object() {
    return object;
  }

  LocalProcess owner() {
    return owner;
  }

  void ownerEnded() {
    detach(target);
  }

  @Override
  void down(Pid ended, ExitReason reason) {
    synchronized (owner) {
      if (remove(owner, ref) != null) {
        owner.node.aliases().monitorEnded(owner, ref);
        owner.push(new Down(ref, object, reason));
      }
    }
  }
}
