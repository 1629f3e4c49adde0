package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Mailbox;
import dev.dream.process.WatchOptions;
import dev.dream.supervisor.Strategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.SmartLifecycle;

/**
 * The engine's configuration.
 *
 * @param enabled Whether to start an engine.
 * @param callTimeout Time that a call through an injected ServerRef waits for its answer if it does
 *     not say otherwise.
 * @param shutdownTimeout Time that all processes together have to stop; what is left then is
 *     killed.
 * @param drainTimeout Part of the shutdown timeout that may be spent on messages that have come
 *     before, while new ones from outside are refused; 0 for none. Defaults to one half.
 * @param readinessTimeout Time that the children which are required for readiness have for it from
 *     the start of all; then the application's start has failed. By default, as long as it takes.
 * @param keepAlive Whether the engine keeps an application without a web server up while its root
 *     supervisor runs.
 * @param parallelism Number of callback processes that run at the same time, from 1 to 64. Defaults
 *     to the number of processors.
 * @param lifecycle When processes start and stop among the other beans.
 * @param root Root supervisor, whose children are the ChildSpec and SupervisorSpec beans.
 * @param messages Messages between processes.
 * @param mailbox Messages that wait for a process which says nothing else.
 * @param deadLetters Messages that reached nobody.
 * @param watch When alarms are raised.
 * @param crashes Crashes of processes.
 * @param web What web clients are told.
 */
@ConfigurationProperties("dream")
public record DreamProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("5s") Duration callTimeout,
    @DefaultValue("20s") Duration shutdownTimeout,
    @Nullable Duration drainTimeout,
    @Nullable Duration readinessTimeout,
    @DefaultValue("true") boolean keepAlive,
    @Nullable Integer parallelism,
    @DefaultValue Lifecycle lifecycle,
    @DefaultValue Root root,
    @DefaultValue Messages messages,
    @DefaultValue MailboxLimits mailbox,
    @DefaultValue DeadLetterBuffer deadLetters,
    @DefaultValue Watch watch,
    @DefaultValue Crashes crashes,
    @DefaultValue Web web) {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_PARALLEL = 64;
  private static final int MOST_CRASHES = 10_000;
  private static final int MOST_LETTERS = 1_000_000;

  /** Refuses impossible values. */
  public DreamProperties {
    requireTime("dream.call-timeout", callTimeout);
    requireTime("dream.shutdown-timeout", shutdownTimeout);
    if (drainTimeout != null
        && (drainTimeout.isNegative() || drainTimeout.compareTo(shutdownTimeout) > 0)) {
      throw invalid(
          "dream.drain-timeout",
          drainTimeout,
          "it must be from 0 to dream.shutdown-timeout, which is " + shutdownTimeout);
    }
    if (readinessTimeout != null) {
      requireTime("dream.readiness-timeout", readinessTimeout);
    }
    if (parallelism != null && (parallelism < 1 || parallelism > MOST_PARALLEL)) {
      throw invalid("dream.parallelism", parallelism, "it must be from 1 to " + MOST_PARALLEL);
    }
  }

  /**
   * When processes start and stop among the other beans.
   *
   * @param phase Phase of the engine. By default, processes start before the web server and stop
   *     after it, while thread pools and data sources are there.
   */
  public record Lifecycle(@DefaultValue("" + DEFAULT_PHASE) int phase) {

    /** Before the web server, whose phases are 1024 and 2048 below the default one. */
    public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;
  }

  /**
   * The root supervisor.
   *
   * @param strategy Who is restarted together with a child that ended.
   * @param maxRestarts Number of restarts that are allowed within the period; one more and the root
   *     supervisor gives up.
   * @param period Time over which restarts are counted.
   * @param onFailure What to do when the root supervisor has ended by itself.
   * @param ignoreUnknownChildren Whether children that are configured in dream.children but do not
   *     exist are passed over and do not fail the start. For tests of a part of an application.
   */
  public record Root(
      @DefaultValue("one_for_one") Strategy strategy,
      @DefaultValue("3") int maxRestarts,
      @DefaultValue("5s") Duration period,
      @DefaultValue("break-liveness") RootFailureAction onFailure,
      @DefaultValue("false") boolean ignoreUnknownChildren) {

    /** Refuses impossible values. */
    public Root {
      if (maxRestarts < 0) {
        throw invalid("dream.root.max-restarts", maxRestarts, "it must not be negative");
      }
      requireTime("dream.root.period", period);
    }
  }

  /**
   * Messages between processes.
   *
   * @param verify Whether to send every message through its binary form and back, which fails for
   *     one that could not leave the JVM. For tests.
   */
  public record Messages(@DefaultValue("false") boolean verify) {}

  /**
   * Messages that wait for a process which says nothing else.
   *
   * @param capacity Number of messages that may wait for one process; 0 for no limit.
   * @param overflow What happens to a sender that finds so many.
   * @param blockTimeout Time that a sender waits for room if overflow is block.
   * @param expiredCalls What to do with a call whose caller does not wait any more when its turn
   *     comes.
   */
  public record MailboxLimits(
      @DefaultValue("100000") int capacity,
      @DefaultValue("refuse") Overflow overflow,
      @DefaultValue("1s") Duration blockTimeout,
      @DefaultValue("skip") ExpiredCalls expiredCalls) {

    /** What happens to a sender that finds a full mailbox. */
    public enum Overflow {
      /** Its message is refused. */
      REFUSE,
      /** It waits for room. */
      BLOCK
    }

    /** What to do with a call whose caller has left. */
    public enum ExpiredCalls {
      /** Leave it out, and count it as a dead letter. */
      SKIP,
      /** Do it all the same, as in OTP. */
      SERVE
    }

    /** Refuses impossible values. */
    public MailboxLimits {
      if (capacity < 0) {
        throw invalid("dream.mailbox.capacity", capacity, "it must not be negative");
      }
      requireTime("dream.mailbox.block-timeout", blockTimeout);
    }

    Mailbox mailbox() {
      Mailbox room = capacity == 0 ? Mailbox.UNBOUNDED : Mailbox.of(capacity);
      Mailbox mailbox = overflow == Overflow.BLOCK ? room.blocking(blockTimeout) : room;
      return mailbox.skippingExpired(expiredCalls == ExpiredCalls.SKIP);
    }
  }

  /**
   * Messages that reached nobody.
   *
   * @param capacity Number of the latest of them to keep for the dreamdeadletters endpoint, at most
   *     1000000.
   */
  public record DeadLetterBuffer(@DefaultValue("1000") int capacity) {

    /** Refuses impossible values. */
    public DeadLetterBuffer {
      if (capacity < 0 || capacity > MOST_LETTERS) {
        throw invalid(
            "dream.dead-letters.capacity", capacity, "it must be from 0 to " + MOST_LETTERS);
      }
    }
  }

  /**
   * When alarms are raised, which are logged, counted and shown in the health details.
   *
   * @param callbackLimit Time that a callback of a process may run, waiting included, if the
   *     process does not say otherwise.
   * @param mailboxDepth Number of messages that may wait for one process.
   * @param mailboxAge Time that a message may wait.
   */
  public record Watch(
      @DefaultValue("1s") Duration callbackLimit,
      @DefaultValue("10000") int mailboxDepth,
      @DefaultValue("10s") Duration mailboxAge) {

    /** Refuses impossible values. */
    public Watch {
      requireTime("dream.watch.callback-limit", callbackLimit);
      requireTime("dream.watch.mailbox-age", mailboxAge);
      if (mailboxDepth < 1) {
        throw invalid("dream.watch.mailbox-depth", mailboxDepth, "it must be at least 1");
      }
    }

    WatchOptions options() {
      return new WatchOptions(callbackLimit, mailboxDepth, mailboxAge);
    }
  }

  /**
   * Crashes of processes.
   *
   * @param capacity Number of the latest crashes to keep for the dreamcrashes endpoint, at most
   *     10000.
   */
  public record Crashes(@DefaultValue("100") int capacity) {

    /** Refuses impossible values. */
    public Crashes {
      if (capacity < 0 || capacity > MOST_CRASHES) {
        throw invalid("dream.crashes.capacity", capacity, "it must be from 0 to " + MOST_CRASHES);
      }
    }
  }

  /**
   * What web clients are told.
   *
   * @param handleOverload Whether a call that a full mailbox refused is answered with 503 Service
   *     Unavailable and Retry-After, if a controller throws it.
   */
  public record Web(@DefaultValue("true") boolean handleOverload) {}

  private static void requireTime(String property, Duration value) {
    if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
      throw invalid(property, value, "it must be positive and at most one day");
    }
  }

  private static InvalidConfigurationPropertyValueException invalid(
      String property, Object value, String rule) {
    return new InvalidConfigurationPropertyValueException(property, value, rule);
  }
}
