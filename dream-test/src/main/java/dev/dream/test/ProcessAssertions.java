package dev.dream.test;

import dev.dream.process.Address;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.Timeout;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a process has, or has not, been told. Made to be imported statically; each method acts as
 * the calling process, on any other thread it throws {@link IllegalStateException}. A message that
 * is asserted is taken out of the mailbox; all others stay. If nothing is said, {@code
 * assertReceive} and {@code refuteReceive} wait 100 ms; see {@link TestSettings}. If the engine's
 * time stands still they wait until nothing runs instead, however long they are told to. Elixir:
 * {@code assert_receive} and the like of ExUnit.
 */
public final class ProcessAssertions {

  private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

  private ProcessAssertions() {}

  // --- messages that come

  /** Waits for a message of a type and returns it. */
  public static <M> M assertReceive(Class<M> type) {
    return assertReceive(type, patience());
  }

  /** The same, waiting so long. */
  public static <M> M assertReceive(Class<M> type, Duration limit) {
    return take("assertReceive " + nameOf(type), type, any -> true, limit);
  }

  /** Waits for a message of a type that fits and returns it. */
  public static <M> M assertReceive(Class<M> type, Predicate<? super M> fits) {
    return assertReceive(type, fits, patience());
  }

  /** The same, waiting so long. */
  public static <M> M assertReceive(Class<M> type, Predicate<? super M> fits, Duration limit) {
    return take("assertReceive " + nameOf(type) + " that fits", type, fits, limit);
  }

  /** Waits for a message that is equal to this. */
  public static <M> M assertReceive(M message) {
    return assertReceive(message, patience());
  }

  /** The same, waiting so long. */
  public static <M> M assertReceive(M message, Duration limit) {
    return equal("assertReceive ", message, limit);
  }

  /** Returns a message of a type, which must have come. */
  public static <M> M assertReceived(Class<M> type) {
    return take("assertReceived " + nameOf(type), type, any -> true, Duration.ZERO);
  }

  /** Returns a message of a type that fits, which must have come. */
  public static <M> M assertReceived(Class<M> type, Predicate<? super M> fits) {
    return take("assertReceived " + nameOf(type) + " that fits", type, fits, Duration.ZERO);
  }

  /** Returns a message equal to this, which must have come. */
  public static <M> M assertReceived(M message) {
    return equal("assertReceived ", message, Duration.ZERO);
  }

  // --- messages that do not come

  /** Waits, and fails if a message of a type comes or has come. */
  public static void refuteReceive(Class<?> type) {
    refuteReceive(type, CurrentTest.limitsHere().refuteReceive());
  }

  /** The same, waiting so long. */
  public static void refuteReceive(Class<?> type, Duration limit) {
    refute("refuteReceive " + nameOf(type), type, any -> true, limit);
  }

  /** Waits, and fails if a message of a type comes, or has come, that fits. */
  public static <M> void refuteReceive(Class<M> type, Predicate<? super M> fits) {
    refute("refuteReceive " + nameOf(type), type, fits, CurrentTest.limitsHere().refuteReceive());
  }

  /** Fails if a message of a type has come. */
  public static void refuteReceived(Class<?> type) {
    refute("refuteReceived " + nameOf(type), type, any -> true, Duration.ZERO);
  }

  /** Fails if a message of a type has come that fits. */
  public static <M> void refuteReceived(Class<M> type, Predicate<? super M> fits) {
    refute("refuteReceived " + nameOf(type), type, fits, Duration.ZERO);
  }

  // --- ends

  /** Waits for the end of what this monitor watches and returns its reason. */
  public static ExitReason assertDown(Ref monitor) {
    return take("assertDown " + monitor, Down.class, down -> down.ref().equals(monitor), patience())
        .reason();
  }

  /** Waits for the end of what this monitor watches, which must have this reason. */
  public static void assertDown(Ref monitor, ExitReason reason) {
    requireEqual("assertDown " + monitor, reason, assertDown(monitor));
  }

  /**
   * Waits for the end of a process and returns its reason: {@link ExitReason#NOPROC} if it ended
   * before.
   */
  public static ExitReason assertDown(Address process) {
    String shown = Node.current().describe(process);
    Ref monitor = Processes.monitor(process);
    try {
      return take("assertDown " + shown, Down.class, down -> down.ref().equals(monitor), patience())
          .reason();
    } finally {
      Processes.demonitorFlush(monitor);
    }
  }

  /** Waits for the end of a process, which must have this reason. */
  public static void assertDown(Address process, ExitReason reason) {
    String shown = Node.current().describe(process);
    requireEqual("assertDown " + shown, reason, assertDown(process));
  }

  /**
   * Waits for the {@link Exit} from a linked process and returns its reason. The calling process
   * must trap exits, or it ends instead.
   */
  public static ExitReason assertExit(Pid from) {
    return take(
            "assertExit of " + Node.current().describe(from),
            Exit.class,
            exit -> exit.from().equals(from),
            patience())
        .reason();
  }

  /** The same, and it must have this reason. */
  public static void assertExit(Pid from, ExitReason reason) {
    requireEqual("assertExit of " + from, reason, assertExit(from));
  }

  // --- the mailbox

  /** Returns the messages that wait for the calling process, the oldest first; they stay. */
  public static List<Object> mailbox() {
    return Mailboxes.messages();
  }

  private static Duration patience() {
    return CurrentTest.limitsHere().assertReceive();
  }

  private static <M> M equal(String assertion, M message, Duration limit) {
    String shown = assertion + Node.current().inspector().inspect(message);
    Optional<Object> found = find(message::equals, limit);
    if (found.isEmpty()) {
      throw missing(shown, limit);
    }
    return message;
  }

  private static <M> M take(
      String assertion, Class<M> type, Predicate<? super M> fits, Duration limit) {
    return find(fitting(type, fits), limit)
        .map(type::cast)
        .orElseThrow(() -> missing(assertion, limit));
  }

  private static <M> void refute(
      String assertion, Class<M> type, Predicate<? super M> fits, Duration limit) {
    Optional<Object> found = find(fitting(type, fits), limit);
    if (found.isPresent()) {
      throw new AssertionError(
          "%s failed: there was %s"
              .formatted(assertion, Node.current().inspector().inspect(found.get())));
    }
  }

  private static <M> Predicate<Object> fitting(Class<M> type, Predicate<? super M> fits) {
    return message -> type.isInstance(message) && fits.test(type.cast(message));
  }

  private static Optional<Object> find(Predicate<Object> fits, Duration limit) {
    Node node = Node.current();
    boolean standsStill = node.virtualTime().isPresent() && !limit.isZero();
    if (standsStill) {
      node.awaitIdle(LONGEST_RUN); // then nothing more comes
    }
    Object message = Processes.receive(fits, standsStill ? Duration.ZERO : limit);
    return message instanceof Timeout ? Optional.empty() : Optional.of(message);
  }

  private static AssertionError missing(String assertion, Duration limit) {
    String waited =
        limit.isZero() || Node.current().virtualTime().isPresent()
            ? "it has not come"
            : "it did not come within " + Wording.of(limit);
    return new AssertionError("%s failed: %s; %s".formatted(assertion, waited, Mailboxes.shown()));
  }

  private static void requireEqual(String assertion, ExitReason expected, ExitReason actual) {
    if (!expected.equals(actual)) {
      AssertionError failure =
          new AssertionError(
              "%s failed: the reason should be %s, but was %s"
                  .formatted(assertion, expected, actual));
      if (actual instanceof ExitReason.Failure crash) {
        failure.initCause(crash.cause());
      }
      throw failure;
    }
  }

  private static String nameOf(Class<?> type) {
    return type.getSimpleName();
  }
}
