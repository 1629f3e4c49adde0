package dev.dream.spring.boot.actuate;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out what supervisors know of their children. For one request: it remembers. */
final class Supervision {

  private final Node node;
  private final Map<Pid, Map<Pid, ChildInfo>> children = new HashMap<>();

  Supervision(Node node) {
    this.node = node;
  }

  /** Returns a process as its supervisor sees it, if it has one: a child's parent. */
  Optional<ChildInfo> of(ProcessInfo process) {
    Pid parent = process.parent();
    return parent == null
        ? Optional.empty()
        : Optional.ofNullable(childrenOf(parent).get(process.pid()));
  }

  /** Returns whether a process is the child of a dynamic supervisor, which knows it by its pid. */
  boolean isDynamic(ProcessInfo process) {
    Pid parent = process.parent();
    return parent != null
        && Supervisor.info(node, parent).map(SupervisorInfo::isDynamic).orElse(false);
  }

  private Map<Pid, ChildInfo> childrenOf(Pid parent) {
    return children.computeIfAbsent(parent, this::lookUp);
  }

  private Map<Pid, ChildInfo> lookUp(Pid parent) {
    Map<Pid, ChildInfo> byPid = new HashMap<>();
    Supervisor.info(node, parent)
        .ifPresent(supervisor -> supervisor.children().forEach(child -> add(byPid, child)));
    return byPid;
  }

  private static void add(Map<Pid, ChildInfo> byPid, ChildInfo child) {
    Pid pid = child.pid();
    if (pid != null) {
      byPid.put(pid, child);
    }
  }
}
