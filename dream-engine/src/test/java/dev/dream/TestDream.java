package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Address;
import dev.dream.process.Body;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new engine for each test, closed after it; nothing of it may be left then. */
public final class TestDream implements BeforeEachCallback, AfterEachCallback {

  /** How long something that is sure to come may take on a busy machine. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private Dream dream;

  @Override
  public void beforeEach(ExtensionContext context) {
    dream = Dream.create(DreamOptions.DEFAULT.name("test").callTimeout(LIMIT));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    dream.close();
    assertNothingIsLeft(dream);
  }

  public static void assertNothingIsLeft(Dream dream) {
    assertThat(dream.processes()).as("processes").isEmpty();
    assertThat(dream.registered()).as("names").isEmpty();
    assertNothingFenced(dream);
  }

  /** Waits until the code of all that was killed has ended. */
  public static void assertNothingFenced(Dream dream) {
    await("no thread runs code of a dead process")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> dream.tally().fencedThreads() == 0);
  }

  public Dream get() {
    return dream;
  }

  public ServerRef<Probe> start(Probe probe) {
    return dream.start(() -> probe);
  }

  public ServerRef<Supervisor> start(SupervisorSpec tree) {
    return dream.startSupervisor(tree, StartOptions.DEFAULT);
  }

  public ServerRef<DynamicSupervisor> start(DynamicSupervisorSpec spec) {
    return dream.startDynamicSupervisor(spec, StartOptions.DEFAULT);
  }

  /** Runs something as a process. */
  public void run(Body body) throws Exception {
    dream.run(
        () -> {
          body.run();
          return true;
        });
  }

  /** Waits for a process's end. */
  public ExitReason ended(Address process) throws Exception {
    return get(dream.whenEnded(process));
  }

  public Pid pid(String name) {
    return dream.whereis(name).orElseThrow();
  }

  /** Kills whoever has the name; its links and monitors have been told when this returns. */
  public void kill(String name) {
    dream.exit(pid(name), ExitReason.KILL);
  }

  /** Waits for a result. */
  public static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
