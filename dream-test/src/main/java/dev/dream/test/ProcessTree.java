package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The processes of an engine as text, for failures and for whoever looks for one: each below the
 * one that started it, with what it does and what waits for it.
 */
public final class ProcessTree {

  private static final int MOST = 200;
  private static final int DEEPEST = 20;

  private final List<ProcessInfo> processes;
  private final StringBuilder text = new StringBuilder();
  private int lines;

  private ProcessTree(List<ProcessInfo> processes) {
    this.processes =
        processes.stream().sorted(Comparator.comparingLong(info -> info.pid().id())).toList();
  }

  /** Returns all processes as they are now, one on each line, 200 at most. */
  public static String of(Dream dream) {
    return new ProcessTree(dream.processes()).print();
  }

  /** Returns what a process is and does, in a line. */
  static String line(ProcessInfo info) {
    StringBuilder line = new StringBuilder();
    info.name().ifPresent(name -> line.append('"').append(name).append("\" "));
    line.append(info.pid()).append(' ').append(info.module());
    if (info.label() != null) {
      line.append(" (").append(info.label()).append(')');
    }
    line.append(", ").append(info.status().name().toLowerCase(Locale.ROOT));
    if (info.currentMessage() != null) {
      line.append(", handling ").append(info.currentMessage());
    }
    if (info.mailboxDepth() > 0) {
      line.append(", ").append(info.mailboxDepth()).append(" waiting");
    }
    if (info.oldestMessageAge().compareTo(Duration.ofMillis(1)) > 0) {
      line.append(", the oldest since ").append(Wording.of(info.oldestMessageAge()));
    }
    return line.toString();
  }

  private String print() {
    Set<Pid> alive = new HashSet<>();
    processes.forEach(info -> alive.add(info.pid()));
    append(0, info -> info.parent() == null || !alive.contains(info.parent()));
    if (lines > MOST) {
      text.append("and ").append(lines - MOST).append(" more\n");
    }
    return text.toString();
  }

  private void append(int depth, Predicate<ProcessInfo> which) {
    for (ProcessInfo info : processes) {
      if (which.test(info)) {
        if (++lines <= MOST) {
          text.repeat(' ', 2 * Math.min(depth, DEEPEST)).append(line(info)).append('\n');
        }
        append(depth + 1, child -> info.pid().equals(child.parent()));
      }
    }
  }
}
