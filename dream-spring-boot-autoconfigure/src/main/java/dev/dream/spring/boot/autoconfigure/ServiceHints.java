package dev.dream.spring.boot.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Says ahead of time which interfaces of services need proxies, and have methods to be found. */
final class ServiceHints implements BeanFactoryInitializationAotProcessor {

  @Override
  public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
      ConfigurableListableBeanFactory beans) {
    List<Class<?>> services = ServerRefRegistrar.services(beans).distinct().toList();
    return services.isEmpty()
        ? null
        : (context, _) -> services.forEach(type -> register(context.getRuntimeHints(), type));
  }

  private static void register(RuntimeHints hints, Class<?> type) {
    hints.proxies().registerJdkProxy(type);
    hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
  }
}
