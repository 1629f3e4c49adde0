package dev.dream.spring.boot.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ConfigurableApplicationContext;

/** Does what is configured when the root supervisor has ended by itself. */
final class RootFailure {

  private static final Logger log = LoggerFactory.getLogger(DreamLifecycle.class);
  private static final int EXIT_CODE = 1;

  private final ConfigurableApplicationContext context;
  private final RootFailureAction action;
  private volatile boolean broken;

  RootFailure(ConfigurableApplicationContext context, RootFailureAction action) {
    this.context = context;
    this.action = action;
  }

  /**
   * Reacts on a thread of its own: the engine's must not wait for listeners, nor for the context's
   * end. It is no daemon, so that the context is closed before the JVM ends.
   */
  void react(String reason) {
    Thread.ofPlatform().name("dream-root-failure").daemon(false).start(() -> act(reason));
  }

  /** Says that processes run again. */
  void recovered() {
    if (broken) {
      broken = false;
      AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
    }
  }

  private void act(String reason) {
    switch (action) {
      case BREAK_LIVENESS -> {
        broken = true;
        log.error("liveness is broken: {}", reason);
        AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
      }
      case CLOSE_APPLICATION -> {
        log.error("closing the application: {}", reason);
        SpringApplication.exit(context, () -> EXIT_CODE);
      }
    }
  }
}
