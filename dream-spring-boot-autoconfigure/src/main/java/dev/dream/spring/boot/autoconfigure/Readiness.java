package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.genserver.StartResult;
import dev.dream.process.Wording;
import dev.dream.supervisor.StartFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/**
 * Keeps the application from being ready for traffic until the children that are required for that
 * have done what their {@code init} asked to continue with. Spring Boot says that an application is
 * ready once its runners have run: this is the first of them. A child that has been ready counts as
 * ready, whatever becomes of it, until the context is stopped.
 *
 * <p>{@code round} is written by the threads that start and stop the context, one at a time, and
 * read by all; what is in it, by supervisors' processes as well. {@code opened} is written by the
 * thread that runs the application; {@code closed} by the one that closes it, before the round that
 * it then ends is seen as ended.
 */
final class Readiness implements ApplicationRunner, Ordered, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Readiness.class);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  private final ApplicationContext context;
  private final Dream dream;
  private final @Nullable Duration limit;
  private volatile Round round = new Round();
  private volatile boolean opened;
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param limit how long an application may take to be ready; null: without limit
   */
  Readiness(ApplicationContext context, Dream dream, @Nullable Duration limit) {
    this.context = context;
    this.dream = dream;
    this.limit = limit;
  }

  /** One start of the context, until the next or the context's end. */
  private static final class Round {

    private final Map<ChildPlace, CompletableFuture<Void>> children = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Not before all are started: until then, not all that are required are known. */
    private CompletableFuture<Void> ready() {
      return started.thenCompose(
          _ -> CompletableFuture.allOf(children.values().toArray(CompletableFuture[]::new)));
    }

    private List<String> pending() {
      return children.entrySet().stream()
          .filter(child -> !child.getValue().isDone())
          .map(child -> child.getKey().property())
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** Begins anew, before a start. */
  void begin() {
    Round before = round;
    round = new Round();
    before.ended.complete(null);
  }

  /** Says that all children have been started, and that an application that was ready is not. */
  void started() {
    Round current = round;
    current.started.complete(null);
    if (opened && !current.ready().isDone()) {
      AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
      current.ready().thenRun(() -> ready(current));
    }
  }

  /** Lets nobody wait any more. The context does not run then, so that it is not called ready. */
  @Override
  public void destroy() {
    closed = true;
    round.ended.complete(null);
  }

  /** Returns the properties of the children that are not ready, and are required to be. */
  List<String> pending() {
    return round.pending();
  }

  /** Returns a start of a child that is required. A restart takes no readiness away. */
  StartFunction required(ChildPlace child, StartFunction start) {
    CompletableFuture<Void> ready =
        round.children.computeIfAbsent(child, _ -> new CompletableFuture<>());
    return options -> {
      StartResult result = start.start(options);
      switch (result) {
        case StartResult.Started(var pid) ->
            dream.whenReady(pid).whenComplete((is, plain) -> answered(child, ready, is, plain));
        case StartResult.Ignored _ -> ready.complete(null);
        case StartResult.AlreadyStarted _, StartResult.Failed _ -> {} // another start may come
      }
      return result;
    };
  }

  private static void answered(
      ChildPlace child,
      CompletableFuture<Void> ready,
      @Nullable Boolean isReady,
      @Nullable Throwable plain) {
    if (plain != null) {
      ready.completeExceptionally(
          child.failure(
              DreamChildrenProperties.REQUIRED,
              "it is a plain process: nobody can see when such a one is ready",
              "Remove the property, or make the child a server."));
    } else if (Boolean.TRUE.equals(isReady)) {
      ready.complete(null);
    }
  }

  private void ready(Round which) {
    if (which == round) {
      AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /**
   * Waits until all are ready, or until the context is closed. If the root supervisor gives up
   * before, the application never is.
   *
   * @throws NotReadyException if they are not ready in time
   * @throws ChildPropertyException if one of them can never be
   */
  @Override
  public void run(ApplicationArguments arguments) throws Exception {
    long begun = System.nanoTime();
    while (!closed && !isReady(round, begun)) {}
    opened = true;
  }

  /** Waits a while; returns true if all are ready. */
  private boolean isReady(Round current, long begun) throws Exception {
    CompletableFuture<Void> ready = current.ready();
    try {
      CompletableFuture.anyOf(ready, current.ended)
          .get(patience(since(begun)).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException notYet) {
      tell(current.pending(), since(begun));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ChildPropertyException wrong) {
        throw wrong;
      }
      throw failed;
    }
    return ready.isDone();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private Duration patience(Duration waited) {
    if (limit == null) {
      return TOLD_EVERY;
    }
    Duration left = limit.minus(waited);
    return left.compareTo(TOLD_EVERY) < 0 ? left : TOLD_EVERY;
  }

  private void tell(List<String> pending, Duration waited) {
    if (limit != null && waited.compareTo(limit) >= 0) {
      throw new NotReadyException(limit, pending);
    }
    log.warn("not ready after {}: waiting for {}", Wording.of(waited), String.join(", ", pending));
  }
}
