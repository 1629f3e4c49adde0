package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.Supervisor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** To which processes something happens. Supervisors are spared unless it says so. Immutable. */
public final class Victims {

  private static final Victims ANY = new Victims("any process", (_, _) -> true, false);

  /** Processes that could still turn out to be supervisors, before they show their children. */
  private static final Set<String> UNKNOWN =
      Set.of("GenServer", "Supervisor", "DynamicSupervisor", "PartitionSupervisor");

  private final String words;
  private final BiPredicate<Dream, ProcessInfo> fits;
  private final boolean supervisors;

  private Victims(String words, BiPredicate<Dream, ProcessInfo> fits, boolean supervisors) {
    this.words = words;
    this.fits = fits;
    this.supervisors = supervisors;
  }

  /** Returns all but supervisors. */
  public static Victims any() {
    return ANY;
  }

  /** Returns the processes that call themselves so; see {@code Processes.label}. */
  public static Victims label(String label) {
    return where("label \"" + label + '"', process -> label.equals(process.label()));
  }

  /** Returns the process that has this name. */
  public static Victims name(String name) {
    return where('"' + name + '"', process -> name.equals(process.registeredName()));
  }

  /** Returns the processes of this kind: for a server, the simple name of its class. */
  public static Victims module(String module) {
    return where("module " + module, process -> module.equals(process.module()));
  }

  /** Returns the children of the supervisor that has this name, whoever that is at the time. */
  public static Victims childrenOf(String supervisor) {
    return new Victims(
        "children of \"" + supervisor + '"',
        (dream, process) ->
            process.parent() != null
                && dream.whereis(supervisor).filter(process.parent()::equals).isPresent(),
        false);
  }

  /** Returns the processes for which this is true. */
  public static Victims where(Predicate<? super ProcessInfo> fits) {
    return where("some processes", fits);
  }

  private static Victims where(String words, Predicate<? super ProcessInfo> fits) {
    return new Victims(words, (_, process) -> fits.test(process), false);
  }

  /** Returns those of these that are also among the others; supervisors if both have them. */
  public Victims and(Victims others) {
    return new Victims(
        words + " and " + others.words, fits.and(others.fits), supervisors && others.supervisors);
  }

  /** Returns the same, without sparing supervisors. */
  public Victims andSupervisors() {
    return new Victims(words + " (also supervisors)", fits, true);
  }

  /** Returns whether the process is one of them. */
  boolean include(Dream dream, Pid pid) {
    return this == ANY
        ? !isSupervisor(dream, pid)
        : dream.info(pid).filter(process -> include(dream, process)).isPresent();
  }

  /** Returns those that are alive, in the order of their pids. */
  List<ProcessInfo> among(Dream dream) {
    return dream.processes().stream()
        .filter(process -> include(dream, process))
        .sorted(Comparator.comparingLong(process -> process.pid().id()))
        .toList();
  }

  private boolean include(Dream dream, ProcessInfo process) {
    return fits.test(dream, process)
        && (supervisors
            || !UNKNOWN.contains(process.module()) && !isSupervisor(dream, process.pid()));
  }

  private static boolean isSupervisor(Dream dream, Pid pid) {
    return Supervisor.info(dream.node(), pid).isPresent();
  }

  @Override
  public String toString() {
    return words;
  }
}
