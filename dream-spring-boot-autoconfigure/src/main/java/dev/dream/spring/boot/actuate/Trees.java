package dev.dream.spring.boot.actuate;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws supervision trees without asking a supervisor, which may be busy. */
final class Trees {

  private final Node node;
  private final int limit;
  private final Map<Pid, SupervisorInfo> supervisors = new TreeMap<>();

  /** Draws so many children of each supervisor, for one request. */
  Trees(Node node, int limit) {
    this.node = node;
    this.limit = limit;
  }

  /** Returns the trees of all supervisors that are no children of another one. */
  List<TreeNode> all() {
    for (Pid pid : node.pids()) {
      Supervisor.info(node, pid).ifPresent(tree -> supervisors.put(pid, tree));
    }
    Set<Pid> children = new HashSet<>();
    supervisors.values().forEach(tree -> tree.children().forEach(child -> add(children, child)));
    return supervisors.entrySet().stream()
        .filter(supervisor -> !children.contains(supervisor.getKey()))
        .map(supervisor -> root(supervisor.getKey(), supervisor.getValue()))
        .toList();
  }

  /** Returns the tree below a supervisor; empty if it is none. */
  Optional<TreeNode> of(Pid supervisor) {
    return Supervisor.info(node, supervisor).map(tree -> root(supervisor, tree));
  }

  private TreeNode root(Pid supervisor, SupervisorInfo tree) {
    return draw(null, supervisor, "running", ChildType.SUPERVISOR, tree);
  }

  private static void add(Set<Pid> pids, ChildInfo child) {
    Pid pid = child.pid();
    if (pid != null) {
      pids.add(pid);
    }
  }

  /** Looks at a supervisor once only, for it may have many children; null if it is none. */
  private @Nullable SupervisorInfo look(Pid pid) {
    SupervisorInfo known = supervisors.get(pid);
    return known == null ? Supervisor.info(node, pid).orElse(null) : known;
  }

  private TreeNode draw(ChildInfo child) {
    Pid pid = child.pid();
    String stopped = child.restarting() ? "restarting" : "stopped";
    SupervisorInfo tree = pid == null ? null : look(pid);
    return draw(child, pid, pid == null ? stopped : "running", child.type(), tree);
  }

  private TreeNode draw(
      @Nullable ChildInfo child,
      @Nullable Pid pid,
      String status,
      ChildType type,
      @Nullable SupervisorInfo tree) {
    Optional<ProcessInfo> process = Optional.ofNullable(pid).flatMap(node::info);
    return new TreeNode(
        child == null ? null : child.id(),
        process.map(ProcessInfo::registeredName).orElse(null),
        PidText.ofNullable(pid),
        process.map(ProcessInfo::module).orElse(null),
        status,
        Words.of(type),
        child == null ? null : Words.of(child.restart()),
        child == null ? null : child.shutdown().toString(),
        child == null ? null : child.restarts(),
        child == null ? null : TreeNode.Wait.ofNullable(child.nextRestart()),
        process.map(ProcessInfo::mailboxDepth).orElse(null),
        process.map(info -> info.oldestMessageAge().toMillis()).orElse(null),
        process.map(ProcessInfo::startedAt).orElse(null),
        tree == null ? null : Words.of(tree.strategy()),
        tree == null ? null : TreeNode.Limit.of(tree),
        tree == null ? null : tree.isDynamic(),
        tree == null ? null : tree.children().size(),
        tree == null ? null : drawAll(tree.children()));
  }

  private List<TreeNode> drawAll(List<ChildInfo> children) {
    return children.stream().limit(limit).map(this::draw).toList();
  }
}
