package dev.dream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What the engine logs during a test, kept from the console. */
public final class Logs extends AppenderBase<ILoggingEvent>
    implements BeforeEachCallback, AfterEachCallback {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dream");
  private final Logger exits = (Logger) LoggerFactory.getLogger("dev.dream.process.Node");

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
    logger.addAppender(this);
    logger.setAdditive(false);
    exits.setLevel(Level.DEBUG);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(this);
    logger.setAdditive(true);
    exits.setLevel(Level.OFF);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /** Returns the messages of this level or above. */
  public List<String> from(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(level))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns the exceptions that were logged, with their causes, as a log shows them. */
  public List<String> stacks() {
    return events.stream()
        .map(ILoggingEvent::getThrowableProxy)
        .filter(Objects::nonNull)
        .map(ThrowableProxyUtil::asString)
        .toList();
  }
}
