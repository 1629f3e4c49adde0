package dev.dream.spring.boot.test.shop;

import dev.dream.DreamOptions;
import dev.dream.spring.boot.autoconfigure.DreamOptionsCustomizer;
import org.springframework.stereotype.Component;

/** A customizer, which belongs to the slice. */
@Component
public class Named implements DreamOptionsCustomizer {

  @Override
  public DreamOptions customize(DreamOptions options) {
    return options.name("customized");
  }
}
