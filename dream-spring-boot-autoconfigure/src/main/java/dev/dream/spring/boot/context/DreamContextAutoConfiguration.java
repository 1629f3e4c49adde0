package dev.dream.spring.boot.context;

import dev.dream.Dream;
import dev.dream.process.ContextPropagation;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;

/**
 * Lets go along with messages what Micrometer's context propagation knows, the logging context, the
 * locale, and what {@link ThreadLocalAccessor} beans know, such as a tenant.
 */
@AutoConfiguration(before = DreamAutoConfiguration.class)
@ConditionalOnClass({Dream.class, ContextSnapshotFactory.class})
@ConditionalOnBooleanProperty(name = "dream.context.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DreamContextProperties.class)
public final class DreamContextAutoConfiguration {

  private static final String SECURITY = "org.springframework.security.";

  @Bean
  @ConditionalOnMissingBean
  ContextPropagation dreamContextPropagation(
      DreamContextProperties properties, ObjectProvider<ThreadLocalAccessor<?>> beans) {
    List<ThreadLocalAccessor<?>> accessors = new ArrayList<>();
    if (properties.mdc()) {
      accessors.add(new MdcAccessor());
    }
    if (properties.locale()) {
      accessors.add(new LocaleContextThreadLocalAccessor());
    }
    beans.orderedStream().forEach(accessors::add);
    Predicate<Object> isSecurity = key -> key.toString().startsWith(SECURITY);
    return new MicrometerPropagation(
        accessors, properties.security() ? _ -> true : isSecurity.negate());
  }
}
