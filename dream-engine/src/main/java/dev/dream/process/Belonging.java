package dev.dream.process;

/**
 * Something that a process has only while it lives, such as an entry in a registry: it goes before
 * anybody hears of the end.
 */
@FunctionalInterface
public interface Belonging {

  /** Hears that its owner has ended. Called once, on any thread; must neither wait nor throw. */
  void ownerEnded(Pid owner);
}
