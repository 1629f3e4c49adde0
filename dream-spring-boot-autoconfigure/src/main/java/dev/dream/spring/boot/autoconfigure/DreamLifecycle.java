package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.application.Application;
import dev.dream.application.ApplicationException;
import dev.dream.application.ApplicationInfo;
import dev.dream.process.ExitReason;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * Starts and stops the processes of a context with it. May be started again after a stop. No
 * process runs before {@link #start} unless the application starts one, and none after a stop.
 *
 * <p>Starting and stopping hold this object's monitor; {@code state} is also changed, without it,
 * by the engine's thread that tells of the root supervisor's end.
 */
public final class DreamLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DreamLifecycle.class);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration PHASE_GRACE = Duration.ofSeconds(5);

  private final ConfigurableApplicationContext context;
  private final Dream dream;
  private final DreamProperties properties;
  private final ContextApplication application;
  private final Readiness readiness;
  private final RootFailure rootFailure;
  private final KeepAlive keepAlive;
  private final AtomicReference<State> state = new AtomicReference<>(State.STOPPED);
  private boolean listening;
  private volatile @Nullable String failure;

  DreamLifecycle(
      ConfigurableApplicationContext context,
      Dream dream,
      DreamProperties properties,
      ContextApplication application,
      Readiness readiness,
      RootFailure rootFailure) {
    this.context = context;
    this.dream = dream;
    this.properties = properties;
    this.application = application;
    this.readiness = readiness;
    this.rootFailure = rootFailure;
    this.keepAlive = new KeepAlive(dream.node().id().name() + "-keep-alive");
  }

  /** Where the processes of a context are in their life. */
  public enum State {
    /** Not started yet, or stopped in order. */
    STOPPED,
    /** Being started. */
    STARTING,
    /** The root supervisor runs. */
    RUNNING,
    /** Being stopped. */
    STOPPING,
    /** The root supervisor ended by itself. */
    GAVE_UP
  }

  /** Returns where the processes are in their life. */
  public State state() {
    return state.get();
  }

  /** Returns why they are gone, if nobody stopped them. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Returns which children keep the application from being ready for traffic, by the names that
   * their properties begin with.
   */
  public List<String> notReady() {
    return readiness.pending();
  }

  @Override
  public int getPhase() {
    return properties.lifecycle().phase();
  }

  @Override
  public boolean isRunning() {
    return state.get() != State.STOPPED;
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    listen();
    limitPhase();
    state.set(State.STARTING);
    try {
      startAll();
    } catch (RuntimeException failed) {
      state.set(State.STOPPED);
      throw failed;
    }
    readiness.started();
    if (properties.keepAlive()) {
      keepAlive.start();
    }
    if (state.compareAndSet(State.STARTING, State.RUNNING)) {
      rootFailure.recovered();
    } else {
      keepAlive.stop(); // the root supervisor has given up already
    }
  }

  /** Stops all processes and waits for their end. */
  @Override
  public void stop() {
    stopInTime();
  }

  /** Stops all processes on another thread; the callback runs in any case. */
  @Override
  public void stop(Runnable callback) {
    stopper(
        () -> {
          try {
            stopInTime();
          } finally {
            callback.run();
          }
        });
  }

  private void startAll() {
    readiness.begin();
    List<Application> applications = application.withOthers();
    warnOfLongShutdown();
    try {
      application.startUp().run(() -> dream.applications().startAll(applications));
    } catch (ApplicationException failed) {
      RuntimeException cause = application.failure().orElse(null);
      if (cause == null) {
        throw failed;
      }
      cause.addSuppressed(failed);
      throw cause;
    }
  }

  /**
   * Waits no longer than it may take. Not by a future's time-out: the JVM's thread for these would
   * keep the class loader of whoever is the first to use it.
   */
  private void stopInTime() {
    Duration limit = properties.shutdownTimeout().plus(GRACE);
    try {
      if (!stopper(this::stopAll).join(limit)) {
        log.error("processes were not stopped within {}", Wording.of(limit));
      }
    } catch (InterruptedException noLonger) {
      log.warn("interrupted while processes were being stopped: they go on to stop");
      Thread.currentThread().interrupt();
    }
  }

  private static Thread stopper(Runnable task) {
    return Thread.ofPlatform()
        .daemon()
        .name("dream-stop")
        .uncaughtExceptionHandler((_, failed) -> log.error("the processes' stop failed", failed))
        .start(task);
  }

  private synchronized void stopAll() {
    if (!isRunning()) {
      return;
    }
    state.set(State.STOPPING);
    try {
      // What runs outside of any tree must not outlive the beans it uses either.
      dream.applications().shutDown(properties.shutdownTimeout());
    } finally {
      keepAlive.stop();
      failure = null;
      state.set(State.STOPPED);
    }
  }

  private void listen() {
    if (!listening) {
      listening = true;
      dream.applications().addListener(this::applicationEnded);
    }
  }

  private void applicationEnded(String name, ExitReason reason, boolean fatal) {
    if (fatal) {
      String why =
          "application \"%s\" ended: %s".formatted(name, lastWords(name).orElse(reason.toString()));
      failure = why;
      state.set(State.GAVE_UP);
      keepAlive.stop();
      rootFailure.react(why);
    }
  }

  private Optional<String> lastWords(String application) {
    return dream.applications().list().stream()
        .filter(info -> info.name().equals(application))
        .map(ApplicationInfo::lastWords)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Lets Spring wait for the whole shutdown, whatever the limit for other phases is. */
  private void limitPhase() {
    String name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME;
    if (context.getBeanFactory().getSingleton(name) instanceof DefaultLifecycleProcessor phases) {
      Duration limit = properties.shutdownTimeout().plus(PHASE_GRACE);
      phases.setTimeoutForShutdownPhase(getPhase(), limit.toMillis());
    }
  }

  private void warnOfLongShutdown() {
    Duration sum = application.shutdownTime();
    if (sum.compareTo(properties.shutdownTimeout()) > 0) {
      log.warn(
          "the children of the root supervisor may take {} to stop, one after the other, but"
              + " dream.shutdown-timeout is {}: what has not stopped then is killed",
          Wording.of(sum),
          Wording.of(properties.shutdownTimeout()));
    }
  }
}
