package dev.dream.process;

/**
 * Ties and unties two processes. Both sides change at once, so a link is there for both or none.
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

  static void unlink(LocalProcess self, LocalProcess other) {
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
          if (!other.isAlive()) {
            return false;
          }
          self.relations().links.add(other);
          other.relations().links.add(self);
          return true;
        });
  }
}
