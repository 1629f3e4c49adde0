package dev.dream.test;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An engine for each test. */
final class TestDream implements BeforeEachCallback, AfterEachCallback {

  static final Duration LIMIT = Duration.ofSeconds(30);

  private Dream dream;

  @Override
  public void beforeEach(ExtensionContext context) {
    dream = Dream.create(DreamOptions.DEFAULT.name("test").callTimeout(LIMIT));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    dream.close();
  }

  Dream get() {
    return dream;
  }

  /** Starts a ledger with this name and label. */
  ServerRef<Ledger> ledger(String name) {
    return dream.start(() -> new Ledger(name), StartOptions.named(name));
  }

  /** Starts a supervisor with ledgers of these names, which hardly ever gives up. */
  void supervise(String supervisor, String... names) {
    List<ChildSpec<?>> ledgers =
        Stream.of(names)
            .<ChildSpec<?>>map(name -> ChildSpec.worker(name, () -> new Ledger(name)).named())
            .toList();
    dream.startSupervisor(
        SupervisorSpec.of(Strategy.ONE_FOR_ONE, ledgers)
            .maxRestarts(1_000_000, Duration.ofSeconds(1)),
        StartOptions.named(supervisor));
  }

  Pid pid(String name) {
    return dream.whereis(name).orElseThrow();
  }
}
