package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.process.CrashReport;
import dev.dream.process.Report;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Publishes each {@link CrashReport} as an application event, one after the other, on a thread of
 * the engine that belongs to no process: a listener that is slow or fails holds up no process, but
 * loses reports when ten thousand wait.
 */
final class CrashPublisher implements SmartInitializingSingleton, DisposableBean {

  private final ConfigurableApplicationContext context;
  private final Dream dream;
  private final Consumer<Report> listener = this::publish;

  CrashPublisher(ConfigurableApplicationContext context, Dream dream) {
    this.context = context;
    this.dream = dream;
  }

  @Override
  public void afterSingletonsInstantiated() {
    dream.reports().addListener(Set.of(CrashReport.class), listener);
  }

  @Override
  public void destroy() {
    dream.reports().removeListener(listener);
  }

  private void publish(Report report) {
    if (context.isActive()) {
      context.publishEvent(report);
    }
  }
}
