package dev.dream.spring.boot.autoconfigure;

import dev.dream.DreamOptions;

/** A bean that changes how the auto-configured engine is set up, after the properties. */
@FunctionalInterface
public interface DreamOptionsCustomizer {

  /** Returns the options to go on with. */
  DreamOptions customize(DreamOptions options);
}
