package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new node for each test, closed after it; nothing of it may be left then. */
final class TestNode implements BeforeEachCallback, AfterEachCallback {

  private final int parallelism;
  private Node node;

  TestNode() {
    this(2);
  }

  TestNode(int parallelism) {
    this.parallelism = parallelism;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    node = new Node(NodeOptions.of("test", parallelism));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    node.close();
    assertNothingIsLeft(node);
  }

  static void assertNothingIsLeft(Node node) {
    assertThat(node.count()).as("processes").isZero();
    assertThat(node.registered()).as("names").isEmpty();
    assertThat(node.timers().running()).as("timers").isZero();
    await("its threads have ended")
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(
            () -> {
              assertThat(node.threads().live()).as("threads").isZero();
              assertThat(node.tally().fencedThreads()).as("fenced threads").isZero();
            });
  }

  Node node() {
    return node;
  }

  /** Runs something as a process and throws what it throws. */
  void run(Body body) {
    call(
        () -> {
          body.run();
          return true;
        });
  }

  /** Runs something as a process and returns what it returns. */
  <T> T call(Callable<T> body) {
    var result = new CompletableFuture<T>();
    node.spawn(
        () -> {
          try {
            result.complete(body.call());
          } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
          }
        },
        SpawnOptions.NONE);
    try {
      return result.get(); // which, unlike join, a test's timeout can interrupt
    } catch (ExecutionException e) {
      throw sneaky(e.getCause());
    } catch (InterruptedException e) {
      throw sneaky(e);
    }
  }

  /** Starts a plain process. */
  Pid spawn(Body body) {
    return node.spawn(body, SpawnOptions.NONE);
  }

  /** Starts a callback process that hands each message to {@code action}. */
  Pid serve(Action action) {
    return node.spawn(callbacks(action), SpawnOptions.NONE);
  }

  /** Waits until a process waits for a message. */
  void awaitWaiting(Pid pid) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> info(pid).status() == ProcessInfo.Status.WAITING);
  }

  /** Waits until a process has ended. */
  void awaitEnd(Pid pid) {
    await().pollInterval(Duration.ofMillis(1)).until(() -> !node.alive(pid));
  }

  ProcessInfo info(Pid pid) {
    return node.info(pid).orElseThrow();
  }

  static Callbacks callbacks(Action action) {
    return new Callbacks() {
      @Override
      public void begin() {}

      @Override
      public void handle(Object message) throws Exception {
        action.take(message);
      }
    };
  }

  /** What a callback process does with a message. */
  @FunctionalInterface
  interface Action {
    void take(Object message) throws Exception;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
