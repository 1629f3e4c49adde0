package dev.dream.process;

/**
 * One monitor. The owner's map of monitors decides: who removes it from there, under the owner's
 * monitor, either cancels it or delivers its {@link Down}, so that never both happen.
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

  /** Stops monitoring; returns whether no {@link Down} of it was or will be delivered. */
  static boolean cancel(LocalProcess owner, Ref ref) {
    Monitor monitor;
    synchronized (owner) {
      Relations relations = owner.relations;
      monitor = relations == null ? null : relations.monitors().remove(ref);
    }
    if (monitor == null) {
      return false;
    }
    monitor.ownerEnded();
    return true;
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
      Relations relations = owner.relations;
      if (relations != null && relations.monitors().remove(ref) != null) {
        owner.push(new Down(ref, object, reason));
      }
    }
  }
}
