package dev.dream.process;

import java.lang.invoke.VarHandle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a process. Never reused within an engine; equal to another of the same node and
 * number, and to nothing else. Shown as {@code <0.42>}.
 */
public final class Pid implements Address, Comparable<Pid> {

  private static final Pattern TEXT = Pattern.compile("<?0\\.(0|[1-9]\\d{0,17})>?");

  private final long id;

  // Its node's id, or the process itself, which knows its node, if this pid was made by the engine
  // it lives in: a shortcut for sending. The process's end puts the node's id there, or whoever
  // keeps a pid would keep the dead, and through their parents' pids all ancestors. Read without
  // order: who sees the process too long finds it dead, who misses it looks it up.
  private Object home;

  Pid(NodeId node, long id, @Nullable LocalProcess process) {
    this.id = id;
    this.home = process == null ? node : process;
    VarHandle.storeStoreFence(); // as for a final field: whoever sees this pid sees its home
  }

  /** Returns the pid of this number on this node, whether or not such a process exists. */
  public static Pid of(NodeId node, long id) {
    return new Pid(node, id, null);
  }

  /**
   * Returns the pid that {@code text} shows: {@code 0.42} or {@code <0.42>}.
   *
   * @throws IllegalArgumentException if it shows none
   */
  public static Pid parse(NodeId node, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a pid; a pid is written 0.<number>, such as 0.42");
    }
    return of(node, Long.parseLong(matcher.group(1)));
  }

  /** Returns which engine the process lives in. */
  public NodeId node() {
    Object seen = home;
    return seen instanceof LocalProcess process ? process.node.id() : (NodeId) seen;
  }

  /** Returns the number of the process in its engine. */
  public long id() {
    return id;
  }

  @Nullable LocalProcess process() {
    return home instanceof LocalProcess process ? process : null;
  }

  /** Lets go of the process, which has ended. */
  void forget() {
    home = node();
  }

  @Override
  public int compareTo(Pid other) {
    return Long.compare(id, other.id);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof Pid pid && pid.id == id && pid.node().equals(node());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return "<0." + id + '>';
  }
}
