package dev.dream.application;

import dev.dream.process.Address;
import dev.dream.process.Deadline;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications of one engine. Erlang: the application controller. Any thread but a process's
 * own may start and stop them; starts and stops wait for each other.
 *
 * <p>{@code started} is guarded by {@code changes} for changing and by itself for reading, so that
 * {@link #list} does not wait for a slow start. An application's unexpected end is told by a
 * virtual thread, which takes {@code changes} too: whoever stops an application first has the say.
 */
public final class Applications {

  private static final Logger log = LoggerFactory.getLogger(Applications.class);

  private final Node node;
  private final Duration stopTimeout;
  private final Drain drain;
  private final Object changes = new Object();
  private final SequencedMap<String, RunningApplication> started = new LinkedHashMap<>();
  private final List<ApplicationListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * Creates it without any application.
   *
   * @param stopTimeout what {@link #stopAll()} has in all
   * @param drainTimeout how much of that it may wait for mailboxes to be drained; zero for not at
   *     all
   */
  public Applications(Node node, Duration stopTimeout, Duration drainTimeout) {
    this.node = node;
    this.stopTimeout = stopTimeout;
    this.drain = new Drain(node, stopTimeout, drainTimeout);
  }

  /** Adds someone who hears of unexpected ends. */
  public void addListener(ApplicationListener listener) {
    listeners.add(listener);
  }

  /** Starts one application whose dependencies run. Elixir: {@code Application.start/2}. */
  public void start(Application application) {
    startAll(List.of(application));
  }

  /**
   * Starts applications in the order of their dependencies. If one fails, those started by this
   * call are stopped again. Elixir: {@code Application.ensure_all_started/1}.
   *
   * @throws ApplicationException if a dependency is missing, dependencies form a cycle, a name
   *     occurs twice, or an application does not start; the cause tells why
   */
  public void startAll(List<? extends Application> applications) {
    requireOutside("start");
    synchronized (changes) {
      List<String> done = new ArrayList<>();
      for (Application application : StartOrder.of(applications, runningNames())) {
        try {
          launch(application);
          done.add(application.name());
        } catch (Throwable failed) {
          stop(done.reversed(), stopTimeout);
          throw new ApplicationException(
              "start application \"%s\" failed: %s"
                  .formatted(
                      application.name(),
                      failed instanceof ExitException ? failed.getMessage() : failed),
              failed);
        }
      }
    }
  }

  /**
   * Stops one application; those that need it stay, and messages are taken as ever. Elixir: {@code
   * Application.stop/1}.
   *
   * @throws ApplicationException if no application of that name runs
   */
  public void stop(String name) {
    requireOutside("stop");
    synchronized (changes) {
      if (!runningNames().contains(name)) {
        throw new ApplicationException(
            "stop application \"%s\" failed: it does not run".formatted(name));
      }
      stop(List.of(name), stopTimeout);
    }
  }

  /** Stops all applications, last started first, within the engine's stop timeout. */
  public void stopAll() {
    stopAll(stopTimeout);
  }

  /**
   * Stops all applications. From its beginning to its end, messages from threads that run no
   * process are refused; see {@link Node#refuseFromOutside}. What has come before is worked off
   * first, as far as the drain timeout allows, or half of {@code timeout} if that is shorter than
   * usual. Then the applications stop, last started first. Each child has the time its
   * specification gives it, as long as all together stay within {@code timeout}; then what is left
   * is killed and logged. The messages that reached nobody meanwhile are logged in one line, by
   * type and reason.
   */
  public void stopAll(Duration timeout) {
    stopAll(timeout, () -> {});
  }

  /** Stops all applications, and kills what else runs, within the engine's stop timeout. */
  public void shutDown() {
    shutDown(stopTimeout);
  }

  /**
   * Stops all applications as {@link #stopAll(Duration)}, and then kills what runs outside of any.
   * Erlang: {@code init:stop/0}.
   */
  public void shutDown(Duration timeout) {
    stopAll(timeout, () -> node.pids().forEach(pid -> node.exit(pid, ExitReason.KILL)));
  }

  private void stopAll(Duration timeout, Runnable last) {
    requireOutside("stop");
    synchronized (changes) {
      List<String> names = snapshotNames().reversed();
      if (runningNames().isEmpty()) {
        last.run();
        return;
      }
      drain.around(
          timeout,
          left -> {
            stop(names, left);
            last.run();
          });
    }
  }

  /** Returns all applications that were started, in start order. */
  public List<ApplicationInfo> list() {
    synchronized (started) {
      return started.values().stream().map(RunningApplication::info).toList();
    }
  }

  private void requireOutside(String what) {
    node.self()
        .ifPresent(
            pid -> {
              throw new IllegalStateException(
                  "%s applications failed: %s is a process, and would wait for itself; use another thread"
                      .formatted(what, node.describe(pid)));
            });
  }

  private void launch(Application application) throws Exception {
    RunningApplication running = new RunningApplication(node, application, application.start());
    synchronized (started) {
      started.remove(application.name());
      started.putLast(application.name(), running);
    }
    Address root = running.supervisor().address();
    ReplySlot end = node.kernel().openReply(root);
    end.whenDone(Processes.INFINITY, outcome -> ended(running, outcome));
    log.info("application \"{}\" started, supervisor {}", application.name(), root);
  }

  private void ended(RunningApplication application, Outcome outcome) {
    synchronized (changes) {
      if (!application.isRunning()) {
        return;
      }
      ExitReason reason =
          outcome instanceof Outcome.Exited(ExitReason why) ? why : ExitReason.NOPROC;
      boolean fatal = application.ended(reason, stopTimeout);
      for (ApplicationListener listener : listeners) {
        tell(listener, application.name(), reason, fatal);
      }
      if (fatal) {
        stopAll();
      }
    }
  }

  private static void tell(
      ApplicationListener listener, String name, ExitReason reason, boolean fatal) {
    try {
      listener.applicationEnded(name, reason, fatal);
    } catch (Throwable failed) { // the others are to hear it all the same
      log.error("a listener failed on the end of application \"{}\"", name, failed);
    }
  }

  private void stop(List<String> names, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    for (String name : names) {
      RunningApplication running;
      synchronized (started) {
        running = started.get(name);
      }
      if (running != null) {
        running.stop(deadline.left());
      }
    }
  }

  private List<String> snapshotNames() {
    synchronized (started) {
      return List.copyOf(started.keySet());
    }
  }

  private Set<String> runningNames() {
    synchronized (started) {
      return started.values().stream()
          .filter(RunningApplication::isRunning)
          .map(RunningApplication::name)
          .collect(Collectors.toSet());
    }
  }
}
