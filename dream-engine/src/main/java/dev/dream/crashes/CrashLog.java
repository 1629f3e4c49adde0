package dev.dream.crashes;

import dev.dream.crashes.Aftermath.GaveUp;
import dev.dream.crashes.Aftermath.NotRestarted;
import dev.dream.crashes.Aftermath.Pending;
import dev.dream.crashes.Aftermath.Restarted;
import dev.dream.process.CrashReport;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Report;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.RestartReport;
import dev.dream.supervisor.SupervisorReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest crashes of an engine that were reported in full, with what followed each; brief ones
 * are only counted, so that very many crashes of one kind do not drive out all others. Each report
 * is bounded, and so is the whole: a hundred are 5 megabytes at most. Erlang: {@code rb}, the
 * report browser of SASL.
 *
 * <p>Written on the thread that tells it of reports, read by any; all under its own monitor, which
 * is held for no code but its own.
 */
public final class CrashLog {

  private static final Set<Class<? extends Report>> KINDS =
      Set.of(CrashReport.class, SupervisorReport.class, RestartReport.class);

  private final int capacity;
  private final SequencedMap<Long, Crash> crashes = new LinkedHashMap<>();
  private final Map<Pid, Long> byProcess = new HashMap<>();
  private final Map<Pid, Long> startedAfter = new HashMap<>();
  private long full;
  private long brief;

  private CrashLog(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Returns a log of the crashes of a node from now on.
   *
   * @param capacity how many it keeps; if that is 0, it does not even count
   */
  public static CrashLog of(Node node, int capacity) {
    CrashLog log = new CrashLog(capacity);
    if (capacity > 0) {
      node.reports().addListener(KINDS, log::take);
    }
    return log;
  }

  /**
   * How many crashes there were.
   *
   * @param capacity how many are kept at most
   * @param kept how many are kept
   * @param full how many were reported in full
   * @param brief how many more there were of the same kinds at the same time, which are not kept
   */
  public record Counts(int capacity, int kept, long full, long brief) {}

  /** Returns how many crashes there were. */
  public synchronized Counts counts() {
    return new Counts(capacity, crashes.size(), full, brief);
  }

  /** Returns what is kept, the latest first. */
  public synchronized List<Crash> latest() {
    return new ArrayList<>(crashes.sequencedValues().reversed());
  }

  /** Returns the crash of this number, if it is still kept. */
  public synchronized Optional<Crash> find(long number) {
    return Optional.ofNullable(crashes.get(number));
  }

  private synchronized void take(Report report) {
    switch (report) {
      case CrashReport crash -> add(crash);
      case SupervisorReport of -> followed(of);
      case RestartReport of -> restarted(of);
      default -> {}
    }
  }

  private void add(CrashReport report) {
    if (report.isBrief()) {
      brief++;
      startedAfter.remove(report.process());
      return;
    }
    long number = ++full;
    Long follows = startedAfter.remove(report.process());
    crashes.put(number, new Crash(number, report, null, follows));
    byProcess.put(report.process(), number);
    if (crashes.size() > capacity) {
      forget(crashes.pollFirstEntry().getValue());
    }
  }

  private void forget(Crash crash) {
    byProcess.remove(crash.report().process());
    if (crash.child() != null && crash.child().aftermath() instanceof Restarted(Pid as, _)) {
      startedAfter.remove(as);
    }
  }

  private void followed(SupervisorReport report) {
    Crash crash = of(report.child().pid());
    if (crash == null) {
      return;
    }
    Aftermath aftermath =
        switch (report.context()) {
          case CHILD_TERMINATED ->
              report.child().restart() == Restart.TEMPORARY ? new NotRestarted() : new Pending(0);
          case SHUTDOWN_ERROR -> new NotRestarted();
          case SHUTDOWN -> new GaveUp(report.at());
          case START_ERROR -> new Pending(failedStarts(crash) + 1);
        };
    Crash.Child child =
        new Crash.Child(
            report.process(),
            report.name(),
            report.child().id(),
            report.child().restarts(),
            aftermath);
    crashes.put(crash.number(), crash.of(child));
  }

  private static int failedStarts(Crash crash) {
    return crash.child() != null && crash.child().aftermath() instanceof Pending(int failed)
        ? failed
        : 0;
  }

  private void restarted(RestartReport report) {
    Crash crash = of(report.ended());
    Pid pid = report.child().pid();
    if (crash != null && crash.child() != null && pid != null) {
      Crash.Child child = crash.child().followedBy(new Restarted(pid, report.at()));
      crashes.put(crash.number(), crash.of(child));
      startedAfter.put(pid, crash.number());
    }
  }

  private @Nullable Crash of(@Nullable Pid process) {
    Long number = process == null ? null : byProcess.get(process);
    return number == null ? null : crashes.get(number);
  }
}
