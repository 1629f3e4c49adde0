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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws supervision trees without asking a supervisor, which may be busy. */
final class Trees {

  private static final int MOST_CHILDREN = 1000;

  private final Node node;

  Trees(Node node) {
    this.node = node;
  }

  /** Returns the trees of all supervisors that are no children of another one. */
  List<TreeNode> all() {
    List<Pid> supervisors =
        node.processes().stream()
            .map(ProcessInfo::pid)
            .filter(pid -> Supervisor.info(node, pid).isPresent())
            .sorted()
            .toList();
    Set<Pid> children = new HashSet<>();
    supervisors.forEach(pid -> children.addAll(childrenOf(pid)));
    return supervisors.stream()
        .filter(pid -> !children.contains(pid))
        .flatMap(pid -> of(pid).stream())
        .toList();
  }

  /** Returns the tree below a supervisor; empty if it is none. */
  Optional<TreeNode> of(Pid supervisor) {
    return Supervisor.info(node, supervisor)
        .map(tree -> draw(null, supervisor, "running", ChildType.SUPERVISOR, tree));
  }

  private List<Pid> childrenOf(Pid supervisor) {
    return Supervisor.info(node, supervisor)
        .map(SupervisorInfo::children)
        .orElse(List.of())
        .stream()
        .map(ChildInfo::pid)
        .filter(Objects::nonNull)
        .toList();
  }

  private TreeNode draw(ChildInfo child) {
    Pid pid = child.pid();
    String stopped = child.restarting() ? "restarting" : "stopped";
    SupervisorInfo tree = pid == null ? null : Supervisor.info(node, pid).orElse(null);
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
        process.map(ProcessInfo::mailboxDepth).orElse(null),
        tree == null ? null : Words.of(tree.strategy()),
        tree == null ? null : new TreeNode.Limit(tree.maxRestarts(), tree.period().toMillis()),
        tree == null ? null : tree.children().size(),
        tree == null ? null : drawAll(tree.children()));
  }

  private List<TreeNode> drawAll(List<ChildInfo> children) {
    return children.stream().limit(MOST_CHILDREN).map(this::draw).toList();
  }
}
