package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.inspect.Redactor;
import dev.dream.process.ContextPropagation;
import dev.dream.process.MessageObserver;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An engine whose root supervisor has the beans as children that specify one, such as {@code
 * ChildSpec} and {@code SupervisorSpec}, and a {@code ServerRef} for each of them. Every context
 * has its own.
 */
@AutoConfiguration
@ConditionalOnClass(Dream.class)
@ConditionalOnBooleanProperty(name = "dream.enabled", matchIfMissing = true)
@EnableConfigurationProperties({DreamProperties.class, DreamChildrenProperties.class})
public final class DreamAutoConfiguration {

  @Bean
  static ServerRefRegistrar dreamServerRefRegistrar() {
    return new ServerRefRegistrar();
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
  Dream dream(
      ConfigurableApplicationContext application,
      DreamProperties properties,
      ObjectProvider<Redactor> redactor,
      ObjectProvider<ContextPropagation> context,
      ObjectProvider<MessageObserver> observer,
      ObjectProvider<DreamOptionsCustomizer> customizers) {
    DreamOptions options =
        DreamOptions.DEFAULT
            .name(ContextApplication.nameOf(application.getEnvironment()))
            .callTimeout(properties.callTimeout())
            .shutdownTimeout(properties.shutdownTimeout())
            .mailbox(properties.mailbox().mailbox())
            .deadLetters(properties.deadLetters().capacity())
            .watch(properties.watch().options())
            .redactor(redactor.getIfUnique(() -> Redactor.STANDARD))
            .context(context.getIfUnique())
            .observer(observer.getIfUnique())
            .crashCapacity(properties.crashes().capacity());
    if (properties.drainTimeout() != null) {
      options = options.drainTimeout(properties.drainTimeout());
    }
    if (properties.parallelism() != null) {
      options = options.parallelism(properties.parallelism());
    }
    for (DreamOptionsCustomizer customizer : customizers.orderedStream().toList()) {
      options = customizer.customize(options);
    }
    return Dream.create(options);
  }

  @Bean(ServerRefs.BEAN_NAME)
  ServerRefs dreamServerRefs(Dream dream, BeanFactory beans) {
    return new ServerRefs(dream, beans);
  }

  @Bean
  CrashPublisher dreamCrashPublisher(ConfigurableApplicationContext context, Dream dream) {
    return new CrashPublisher(context, dream);
  }

  @Bean
  Readiness dreamReadiness(ApplicationContext context, Dream dream, DreamProperties properties) {
    return new Readiness(context, dream, properties.readinessTimeout());
  }

  @Bean
  DreamLifecycle dreamLifecycle(
      ConfigurableApplicationContext context,
      Dream dream,
      DreamProperties properties,
      DreamChildrenProperties children,
      Readiness readiness,
      ServerRefs serverRefs) {
    ChildValues values =
        new ChildValues(dream.options().node().mailbox(), properties.mailbox().blockTimeout());
    TreeConfiguration configuration =
        new TreeConfiguration(
            children.children(), values, readiness, properties.root().ignoreUnknownChildren());
    ContextApplication application =
        new ContextApplication(context, properties.root(), configuration, serverRefs);
    RootFailure failure = new RootFailure(context, properties.root().onFailure());
    return new DreamLifecycle(context, dream, properties, application, readiness, failure);
  }
}
