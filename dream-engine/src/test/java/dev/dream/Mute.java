package dev.dream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Lets the engine log nothing during a test that makes it log by the thousand. */
public final class Mute implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dream");
  private Level before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = logger.getLevel();
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setLevel(before);
  }
}
