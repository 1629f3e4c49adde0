package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * How to start a process.
 *
 * @param link whether to link it to the spawning process before it runs
 * @param name the name to register it under before it runs, if any
 * @param module what kind of process it is, for lists and metrics; callbacks say it themselves
 * @param mailbox how many messages may wait for it; null: as the node says
 */
public record SpawnOptions(
    boolean link, @Nullable ProcessName name, String module, @Nullable Mailbox mailbox) {

  /** No link, no name, the node's kind of mailbox. */
  public static final SpawnOptions NONE = new SpawnOptions(false, null, "process", null);

  /** Returns these options with a link to the spawning process. */
  public SpawnOptions linked(boolean linked) {
    return new SpawnOptions(linked, name, module, mailbox);
  }

  /** Returns these options with a name to register. */
  public SpawnOptions named(String newName) {
    return named(new Name(newName));
  }

  /** Returns these options with a name to register, or none. */
  public SpawnOptions named(@Nullable ProcessName newName) {
    return new SpawnOptions(link, newName, module, mailbox);
  }

  /** Returns these options for a process of this kind. */
  public SpawnOptions of(String newModule) {
    return new SpawnOptions(link, name, newModule, mailbox);
  }

  /** Returns these options with a mailbox of this kind; null: as the node says. */
  public SpawnOptions mailbox(@Nullable Mailbox limits) {
    return new SpawnOptions(link, name, module, limits);
  }
}
