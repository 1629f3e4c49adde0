package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.ServerRef;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Defines a {@code ServerRef<G>} bean for each {@code ChildSpec<G>} bean, and a {@code
 * ServerRef<Supervisor>} for each {@code SupervisorSpec}, without creating any of them. A {@code
 * ChildSpec<?>} gets none: nobody could call it with a type.
 *
 * <p>The reference to bean {@code counter} is the bean {@code counterRef} with the qualifier {@code
 * counter}. If the child has another id, that is a qualifier too; it belongs to a second
 * definition, which is no candidate where no qualifier is asked for.
 */
final class ServerRefRegistrar implements BeanFactoryPostProcessor {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (!(beans instanceof BeanDefinitionRegistry registry)) {
      return;
    }
    for (String bean : beans.getBeanNamesForType(ChildSpec.class, true, false)) {
      serverOf(beans, bean)
          .ifPresent(
              server -> {
                register(beans, registry, bean, server);
                registry.registerBeanDefinition(bean + "Ref.id", byId(beans, bean, server));
              });
    }
    for (String bean : beans.getBeanNamesForType(SupervisorSpec.class, true, false)) {
      register(beans, registry, bean, ResolvableType.forClass(Supervisor.class));
    }
  }

  private static Optional<ResolvableType> serverOf(
      ConfigurableListableBeanFactory beans, String bean) {
    if (!beans.containsBeanDefinition(bean)) {
      return Optional.empty(); // a ready object: nothing says what it starts
    }
    ResolvableType spec = beans.getMergedBeanDefinition(bean).getResolvableType();
    ResolvableType server = spec.as(ChildSpec.class).getGeneric(0);
    Class<?> type = server.resolve();
    if (type == null) {
      return Optional.empty();
    }
    return Optional.of(
        server.getType() instanceof WildcardType ? ResolvableType.forClass(type) : server);
  }

  private static void register(
      ConfigurableListableBeanFactory beans,
      BeanDefinitionRegistry registry,
      String bean,
      ResolvableType server) {
    String name = bean + "Ref";
    if (!beans.containsBean(name)) {
      registry.registerBeanDefinition(name, byBean(bean, server));
    } else if (!beans.isTypeMatch(name, ServerRef.class)) { // somebody else's, by chance
      registry.registerBeanDefinition(bean + ".ref", byBean(bean, server));
    }
  }

  private static RootBeanDefinition byBean(String bean, ResolvableType server) {
    RootBeanDefinition definition = definition(bean, server);
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, bean));
    return definition;
  }

  private static RootBeanDefinition byId(
      ConfigurableListableBeanFactory beans, String bean, ResolvableType server) {
    RootBeanDefinition definition = definition(bean, server);
    definition.setDefaultCandidate(false);
    definition.addQualifier(new ChildIdQualifier(beans, bean));
    return definition;
  }

  private static RootBeanDefinition definition(String bean, ResolvableType server) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(ResolvableType.forClassWithGenerics(ServerRef.class, server));
    definition.setFactoryBeanName(ServerRefs.BEAN_NAME);
    definition.setFactoryMethodName("ref");
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, bean);
    definition.setLazyInit(true);
    return definition;
  }
}
