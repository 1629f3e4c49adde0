package dev.dream.process;

/**
 * Ties and unties two processes. Both sides change at once, so a link is there for both or none;
 * only the living side of a link to the dead keeps it until the exit signal arrives.
 *
 * <p>Both sides are written under both processes' monitors ({@link Pair}) and only while both live.
 * Who ends a process takes its links away under its monitor: a link made before is among them and
 * its other side gets the exit signal; one that comes after finds the process dead.
 */
final class Links {

  private Links() {}

  /**
   * Links {@code self} to {@code other}. If that one is dead, a process that traps exits gets its
   * {@link Exit}, any other an exception.
   */
  static void link(LocalProcess self, LocalProcess other) {
    if (self != other && !tie(self, other)) {
      noSuchProcess(self, other.pid);
    }
  }

  static void noSuchProcess(LocalProcess self, Pid absent) {
    if (!self.trapExit) {
      throw new NoSuchProcessException("link to %s failed: it is not alive".formatted(absent));
    }
    self.push(new Exit(absent, ExitReason.NOPROC));
  }

  /** Removes a link, also one to a dead process whose exit signal is on its way. */
  static void unlink(LocalProcess self, Pid pid) {
    LocalProcess other = self.node.find((Address) pid);
    if (other == null) {
      forget(self, pid);
    } else if (other != self) {
      untie(self, other);
    }
  }

  private static void forget(LocalProcess self, Pid dead) {
    synchronized (self) {
      Relations known = self.relations;
      if (known != null) {
        known.links.stream().filter(linked -> linked.pid.equals(dead)).forEach(known.links::remove);
      }
    }
  }

  private static void untie(LocalProcess self, LocalProcess other) {
    Pair.locked(
        self,
        other,
        () -> {
          if (other.relations != null) {
            other.relations.links.remove(self);
          }
          return self.relations != null && self.relations.links.remove(other);
        });
  }

  private static boolean tie(LocalProcess self, LocalProcess other) {
    return Pair.locked(
        self,
        other,
        () -> {
          self.requireAlive();
          return join(self, other);
        });
  }

  /** Links two processes on behalf of both; returns false if one of them has ended. */
  static boolean tieBoth(LocalProcess one, LocalProcess other) {
    return Pair.locked(one, other, () -> one.isAlive() && join(one, other));
  }

  private static boolean join(LocalProcess living, LocalProcess other) {
    if (!other.isAlive()) {
      return false;
    }
    living.relations().links.add(other);
    other.relations().links.add(living);
    return true;
  }
}
