package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Mailbox.Fate;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.ExpiredCalls;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.Overflow;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the configuration says about children in place of their beans: each value that is there, and
 * none else. The descriptions of what stands below an id are in the additional metadata, too, since
 * the annotation processor does not look into maps.
 *
 * @param children Changes to children of the root supervisor, by their ids.
 */
@ConfigurationProperties("dream")
public record DreamChildrenProperties(@DefaultValue Map<String, Child> children) {

  static final String REQUIRED = "required-for-readiness";

  /**
   * What is to be different for one child.
   *
   * @param restart When the child is started again.
   * @param shutdown Time that the child has to stop, or brutal-kill, or infinity.
   * @param initTimeout Time that the child's init may take before the start has failed.
   * @param requiredForReadiness Whether the application accepts traffic only once the child has
   *     done what its init continues with. Defaults to false.
   * @param callbackLimit Time that a callback of the child may run before an alarm is raised.
   * @param mailbox Messages that wait for the child.
   * @param backoff How long restarts of the child wait.
   * @param supervisor Rules of the child, which is a supervisor.
   * @param children Changes to children of the child, which is a supervisor, by their ids; "each"
   *     for all partitions of a partition supervisor.
   */
  public record Child(
      @Nullable Restart restart,
      @Nullable String shutdown,
      @Nullable Duration initTimeout,
      @Nullable Boolean requiredForReadiness,
      @Nullable Duration callbackLimit,
      @DefaultValue MailboxChange mailbox,
      @DefaultValue BackoffChange backoff,
      @DefaultValue SupervisorChange supervisor,
      @DefaultValue Map<String, Child> children) {}

  /**
   * Messages that wait for a child.
   *
   * @param capacity Number of messages that may wait; 0 for no limit.
   * @param overflow What happens to a sender that finds so many.
   * @param blockTimeout Time that a sender waits for room if overflow is block. Defaults to
   *     dream.mailbox.block-timeout.
   * @param expiredCalls What to do with a call whose caller does not wait any more when its turn
   *     comes.
   * @param inHand What becomes of the message that was being handled at a crash.
   */
  public record MailboxChange(
      @Nullable Integer capacity,
      @Nullable Overflow overflow,
      @Nullable Duration blockTimeout,
      @Nullable ExpiredCalls expiredCalls,
      @Nullable Fate inHand) {

    static final MailboxChange NONE = new MailboxChange(null, null, null, null, null);
  }

  /**
   * How long restarts of a child wait. A child that has no backoff of its own needs
   * initial-interval and max-interval.
   *
   * @param initialInterval Time that the first restart waits.
   * @param maxInterval Time that a restart waits at most.
   * @param multiplier How much longer each restart waits than the one before. Defaults to 2.
   * @param jitter Share of each interval that is left to chance, from 0 to 1. Defaults to 0.2.
   * @param resetAfter Time that the child has to live for its next restart to be the first again.
   *     Defaults to twice the max interval.
   */
  public record BackoffChange(
      @Nullable Duration initialInterval,
      @Nullable Duration maxInterval,
      @Nullable Double multiplier,
      @Nullable Double jitter,
      @Nullable Duration resetAfter) {

    static final BackoffChange NONE = new BackoffChange(null, null, null, null, null);
  }

  /**
   * Rules of a supervisor.
   *
   * @param strategy Who is restarted together with a child that ended; not for a dynamic
   *     supervisor.
   * @param maxRestarts Number of restarts that are allowed within the period; one more and the
   *     supervisor gives up.
   * @param period Time over which restarts are counted.
   * @param autoShutdown Whether the supervisor ends with its significant children.
   * @param maxChildren Number of children that a dynamic supervisor may have.
   * @param partitions Number of partitions that a partition supervisor has.
   */
  public record SupervisorChange(
      @Nullable Strategy strategy,
      @Nullable Integer maxRestarts,
      @Nullable Duration period,
      @Nullable AutoShutdown autoShutdown,
      @Nullable Integer maxChildren,
      @Nullable Integer partitions) {

    static final SupervisorChange NONE = new SupervisorChange(null, null, null, null, null, null);
  }
}
