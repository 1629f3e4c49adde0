package dev.dream.spring.boot.autoconfigure;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.Child;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Refuses properties below {@code dream.children} that there are not. Otherwise what is configured
 * for a child would be without effect, unnoticed, for one wrong letter.
 */
final class UnknownChildProperties {

  private UnknownChildProperties() {}

  /**
   * Binds them all once more, with a handler that refuses what is left over. Values that cannot be
   * converted have been refused before, with the context's own converters.
   */
  static void refuse(Environment environment) {
    Binder.get(environment)
        .bind(
            "dream.children",
            Bindable.mapOf(String.class, Child.class),
            new NoUnboundElementsBindHandler(
                new IgnoreErrorsBindHandler(), new UnboundElementsSourceFilter()));
  }
}
