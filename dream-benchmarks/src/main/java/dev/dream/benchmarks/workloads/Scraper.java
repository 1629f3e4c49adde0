package dev.dream.benchmarks.workloads;

import dev.dream.Dream;
import dev.dream.benchmarks.Measured;
import dev.dream.process.Report;
import dev.dream.spring.boot.actuate.DreamMetrics;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Listens to all that an engine reports and, during runs, reads its meters ten times a second. */
final class Scraper {

  private static final long PAUSE_MILLIS = 100;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LongAdder reports = new LongAdder();

  Scraper(Dream dream) {
    new DreamMetrics(dream).bindTo(registry);
    Consumer<Report> listener = _ -> reports.increment();
    dream.reports().addListener(listener);
  }

  /** Returns what a run has measured, with the meters read meanwhile. */
  Measured scraping(Callable<Measured> run) throws Exception {
    Thread scraper = Thread.ofPlatform().name("scraper").start(this::scrapeAll);
    try {
      return run.call();
    } finally {
      scraper.interrupt();
      scraper.join();
    }
  }

  private void scrapeAll() {
    try {
      while (true) {
        registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException ended) {
      // the way out
    }
  }
}
