package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A process whose deeds are the actors': the engine does not run it. */
final class Stub extends LocalProcess {

  static final Node NODE = new Node(NodeOptions.of("jcstress", 2));

  private static final AtomicLong IDS = new AtomicLong(1L << 40); // beyond those of the node

  Stub() {
    super(NODE, IDS.incrementAndGet(), null, Mailbox.UNBOUNDED);
  }

  /** Returns one that traps exits, so that they are messages that can be counted. */
  static Stub trapping() {
    Stub stub = new Stub();
    stub.trapExit = true;
    return stub;
  }

  @Override
  void start() {}

  @Override
  void schedule(@Nullable EngineThread by) {}

  @Override
  void fence(EngineThread thread) {}

  @Override
  boolean isAtRest() {
    return false;
  }

  @Override
  boolean isDrained() {
    return false;
  }

  @Override
  void received() {}

  @Override
  String module() {
    return "stub";
  }

  /** Ends it as any other's signal would. */
  boolean die() {
    return ExitWave.end(this, ExitReason.SHUTDOWN);
  }

  /** Returns what it has been told, and what it should not have any more. */
  String heard() {
    var words = new StringJoiner(", ");
    mailbox.drain(message -> words.add(word(message)));
    if (relations != null) {
      addTies(relations, words);
    }
    return words.toString();
  }

  private static void addTies(Relations ties, StringJoiner words) {
    ties.links.forEach(_ -> words.add("a link"));
    ties.monitors().keySet().forEach(_ -> words.add("a monitor"));
    for (Watcher watcher = ties.watchers; watcher != null; watcher = watcher.following()) {
      words.add("a watcher");
    }
    ties.belongings().forEach(_ -> words.add("a belonging"));
    if (ties.timers().running() > 0) {
      words.add("a timer");
    }
  }

  private static String word(Object message) {
    return switch (message) {
      case Exit exit -> "exit " + exit.reason();
      case Down down -> "down " + down.reason();
      case Object other -> other.toString();
    };
  }
}
