package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.application.ApplicationInfo;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.process.Alarm;
import dev.dream.spring.boot.autoconfigure.DreamLifecycle;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of an engine: up while its root supervisor runs, whatever its children do; down once
 * that has given up; out of service before the start and after the stop. Alarms do not change it: a
 * few of them, the oldest first, are among its details, and so are children that the application's
 * readiness waits for.
 */
public final class DreamHealthIndicator extends AbstractHealthIndicator {

  private static final int SHOWN = 5;

  private final Dream dream;
  private final DreamLifecycle lifecycle;

  /** Creates it for an engine and the life cycle of its processes. */
  public DreamHealthIndicator(Dream dream, DreamLifecycle lifecycle) {
    super("the health of the engine could not be found out");
    this.dream = dream;
    this.lifecycle = lifecycle;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    switch (lifecycle.state()) {
      case RUNNING -> health.up();
      case GAVE_UP -> health.down().withDetail("reason", lifecycle.failure().orElse("unknown"));
      case STOPPED, STARTING, STOPPING -> health.outOfService();
    }
    health
        .withDetail("state", Words.of(lifecycle.state()))
        .withDetail("processes", dream.node().count())
        .withDetail("applications", running())
        .withDetail("restarts", dream.tally().restarts().values().stream().mapToLong(n -> n).sum())
        .withDetail("fencedThreads", dream.tally().fencedThreads());
    List<String> notReady = lifecycle.notReady();
    if (!notReady.isEmpty()) {
      health.withDetail("notReady", notReady);
    }
    List<Alarm> alarms = dream.alarms();
    health.withDetail("alarmCount", alarms.size());
    if (!alarms.isEmpty()) {
      health.withDetail("alarms", alarms.stream().limit(SHOWN).map(AlarmSummary::of).toList());
    }
  }

  private long running() {
    return dream.applications().list().stream()
        .map(ApplicationInfo::state)
        .filter(State.RUNNING::equals)
        .count();
  }
}
