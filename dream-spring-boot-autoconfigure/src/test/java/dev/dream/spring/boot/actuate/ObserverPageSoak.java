package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * A page that stays open while 10,000 processes live, messages flow and a child crashes ten times a
 * second: neither its memory nor the server's streams grow, and it does not fall behind. Not one of
 * the build's tests; it runs as long as {@code -Ddream.soak.minutes} says, 10 if that says nothing.
 */
@TestPropertySource(properties = {"dream.root.max-restarts=1000000", "dream.root.period=1s"})
class ObserverPageSoak extends EndpointsOverHttp {

  private static final Logger log = LoggerFactory.getLogger(ObserverPageSoak.class);
  private static final List<String> VIEWS =
      List.of("tree", "processes", "load", "crashes", "deadletters", "trace");
  private static final Duration VIEW = Duration.ofSeconds(10);
  private static final int MANY = 10_000;
  private static final double MEGABYTE = 1 << 20;

  @Autowired private Streams streams;

  /** What the page uses after a garbage collection, and by how much it was late at most. */
  private record Use(double heap, double nodes, double listeners, double lateMillis) {}

  @Test
  void neitherGrowsNorLags() {
    Duration time = Duration.ofMinutes(Long.getLong("dream.soak.minutes", 10));
    for (int i = 0; i < MANY; i++) {
      dream.spawn(Processes::receive);
    }
    List<ServerRef<Counter>> counters = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      counters.add(dream.start(Counter::new));
    }
    List<Use> uses = new ArrayList<>();
    try (ScheduledExecutorService load = Executors.newScheduledThreadPool(2);
        Browser browser = Browser.start()) {
      load.scheduleAtFixedRate(() -> bump(counters), 0, 10, TimeUnit.MILLISECONDS);
      load.scheduleAtFixedRate(this::crash, 0, 100, TimeUnit.MILLISECONDS);
      browser.open(url("/dream"));
      browser.run(
          """
          window.late = 0;
          let last = performance.now();
          setInterval(() => {
            const now = performance.now();
            window.late = Math.max(window.late, now - last - 100);
            last = now;
          }, 100);\
          """);
      Instant end = Instant.now().plus(time);
      while (Instant.now().isBefore(end)) {
        for (String view : VIEWS) {
          browser.go("#/" + view + "/" + pidOf("rooms"));
          stay();
        }
        browser.screenshot("soak-" + VIEWS.getLast());
        uses.add(use(browser));
        log.info("{}; {} streams, {}", uses.getLast(), streams.size(), dream.node().tables());
      }
      browser.go("#/crashes");
      stay();
      browser.screenshot("soak-crashes");
      browser.go("#/load");
      stay();
      browser.screenshot("soak-load");
    }
    Use first = uses.getFirst();
    Use last = uses.getLast();
    assertThat(last.heap()).isLessThan(first.heap() + 10);
    assertThat(last.nodes()).isLessThan(first.nodes() * 1.5);
    assertThat(last.listeners()).isLessThan(first.listeners() * 1.5);
    assertThat(uses).allSatisfy(use -> assertThat(use.lateMillis()).isLessThan(1_000));
  }

  private static void stay() {
    Instant end = Instant.now().plus(VIEW);
    Awaitility.await().atMost(VIEW.multipliedBy(2)).until(() -> Instant.now().isAfter(end));
  }

  private void bump(List<ServerRef<Counter>> counters) {
    counters.forEach(counter -> counter.callAsync(new Counter.Add(1)));
    dream.<Counter>ref("nobody").cast(new Counter.Crash());
  }

  private void crash() {
    dream.<Counter>ref("counter").cast(new Counter.Crash());
  }

  private static Use use(Browser browser) {
    Object late = browser.run("const late = window.late; window.late = 0; return late;");
    return new Use(
        browser.metric("JSHeapUsedSize") / MEGABYTE,
        browser.metric("Nodes"),
        browser.metric("JSEventListeners"),
        ((Number) Objects.requireNonNull(late)).doubleValue());
  }
}
