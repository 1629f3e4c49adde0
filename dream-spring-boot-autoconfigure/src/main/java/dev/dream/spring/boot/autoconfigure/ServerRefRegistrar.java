package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildSpec;
import java.lang.reflect.WildcardType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Defines a {@code ServerRef<G>} bean for each {@code ChildSpec<G>} bean, and a {@code
 * ServerRef<Supervisor>} for each {@code SupervisorSpec}, and so on, without creating any of them.
 * A {@code ChildSpec<?>} gets none: nobody could call it with a type. A child that is a registry
 * gets its typed client too, and one that is a service an object of its interface: {@code
 * counterClient} for the bean {@code counter}, and the first choice where its interface is asked
 * for. A {@code KeyedSpec<K, T>} gets a {@code Keyed<K, T>} and nothing else.
 *
 * <p>The reference to bean {@code counter} is the bean {@code counterRef} with the qualifier {@code
 * counter}. If the child has another id, that is a qualifier too; it belongs to a second
 * definition, which is no candidate where no qualifier is asked for.
 */
final class ServerRefRegistrar implements BeanFactoryPostProcessor, Ordered {

  private static final String CLIENT = ServerRefRegistrar.class.getName() + ".client";

  /**
   * Keeps the clients out of what is generated ahead of time: they are defined again whenever the
   * application starts. Generated code could not name a type that is not public, nor find a child's
   * id before there is a child.
   */
  static final class NotAheadOfTime implements BeanRegistrationExcludeFilter {

    @Override
    public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
      return bean.getMergedBeanDefinition().hasAttribute(CLIENT);
    }
  }

  /**
   * What is injected to reach a child.
   *
   * @param suffix of its bean's name
   * @param type of the bean
   * @param factoryMethod of {@link ServerRefs}
   * @param isService whether it is of an interface of the user's own
   */
  private record Client(
      String suffix, ResolvableType type, String factoryMethod, boolean isService) {

    Client(String suffix, ResolvableType type, String factoryMethod) {
      this(suffix, type, factoryMethod, false);
    }

    static Client ref(ResolvableType server) {
      return new Client("Ref", ResolvableType.forClassWithGenerics(ServerRef.class, server), "ref");
    }

    /** Returns the client of a service, unless the child is none. */
    static Optional<Client> service(ResolvableType server) {
      Class<?> type = server.toClass();
      return type.isInterface() && !Server.class.isAssignableFrom(type)
          ? Optional.of(new Client("Client", server, "service", true))
          : Optional.empty();
    }

    /** Returns the client of processes by key, of which only the types may be known yet. */
    static Client keyed(ResolvableType spec) {
      ResolvableType[] types = spec.as(KeyedSpec.class).getGenerics();
      return new Client("Keyed", ResolvableType.forClassWithGenerics(Keyed.class, types), "keyed");
    }

    static Optional<Client> registry(ResolvableType server) {
      if (server.resolve() == UniqueRegistry.class) {
        return Optional.of(new Client("Registry", server, "uniqueRegistry"));
      }
      if (server.resolve() == DuplicateRegistry.class) {
        return Optional.of(new Client("Registry", server, "duplicateRegistry"));
      }
      return Optional.empty();
    }
  }

  /** Before tests replace beans: clients can be replaced, too. */
  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (!(beans instanceof BeanDefinitionRegistry registry)) {
      return;
    }
    for (String bean : beans.getBeanNamesForType(ChildSpec.class, true, false)) {
      serverOf(beans, bean)
          .ifPresent(
              server -> {
                registerBoth(beans, registry, bean, Client.ref(server));
                Stream.of(Client.registry(server), Client.service(server))
                    .flatMap(Optional::stream)
                    .forEach(client -> registerBoth(beans, registry, bean, client));
              });
    }
    for (TreeSpec kind : TreeSpec.values()) {
      for (String bean : beans.getBeanNamesForType(kind.specification(), true, false)) {
        clientOf(kind, beans, bean).ifPresent(client -> register(beans, registry, bean, client));
      }
    }
  }

  private static Optional<Client> clientOf(
      TreeSpec kind, ConfigurableListableBeanFactory beans, String bean) {
    return kind == TreeSpec.KEYED
        ? typeOf(beans, bean).map(Client::keyed)
        : Optional.of(Client.ref(ResolvableType.forClass(kind.supervisor())));
  }

  /** Returns the interfaces of the services among the beans. */
  static Stream<Class<?>> services(ConfigurableListableBeanFactory beans) {
    Stream<Class<?>> children =
        Stream.of(beans.getBeanNamesForType(ChildSpec.class, true, false))
            .flatMap(bean -> serverOf(beans, bean).flatMap(Client::service).stream())
            .map(client -> client.type().toClass());
    Stream<Class<?>> keyed =
        Stream.of(beans.getBeanNamesForType(KeyedSpec.class, true, false))
            .flatMap(bean -> typeOf(beans, bean).stream())
            .<Class<?>>map(spec -> spec.as(KeyedSpec.class).getGeneric(1).toClass())
            .filter(Class::isInterface);
    return Stream.concat(children, keyed);
  }

  /** Returns what a bean is declared as; nothing of a ready object. */
  private static Optional<ResolvableType> typeOf(
      ConfigurableListableBeanFactory beans, String bean) {
    return beans.containsBeanDefinition(bean)
        ? Optional.of(beans.getMergedBeanDefinition(bean).getResolvableType())
        : Optional.empty();
  }

  private static Optional<ResolvableType> serverOf(
      ConfigurableListableBeanFactory beans, String bean) {
    return typeOf(beans, bean)
        .map(spec -> spec.as(ChildSpec.class).getGeneric(0))
        .flatMap(server -> Optional.ofNullable(server.resolve()).map(type -> known(server, type)));
  }

  private static ResolvableType known(ResolvableType server, Class<?> type) {
    return server.getType() instanceof WildcardType ? ResolvableType.forClass(type) : server;
  }

  private static void registerBoth(
      ConfigurableListableBeanFactory beans,
      BeanDefinitionRegistry registry,
      String bean,
      Client client) {
    register(beans, registry, bean, client);
    registry.registerBeanDefinition(bean + client.suffix() + ".id", byId(beans, bean, client));
  }

  private static void register(
      ConfigurableListableBeanFactory beans,
      BeanDefinitionRegistry registry,
      String bean,
      Client client) {
    String name = bean + client.suffix();
    Class<?> type = client.type().toClass();
    if (!beans.containsBean(name)) {
      registry.registerBeanDefinition(name, byBean(bean, client));
    } else if (!beans.isTypeMatch(name, type)) { // somebody else's, by chance
      registry.registerBeanDefinition(
          bean + "." + client.suffix().toLowerCase(Locale.ROOT), byBean(bean, client));
    }
  }

  private static RootBeanDefinition byBean(String bean, Client client) {
    RootBeanDefinition definition = definition(bean, client);
    definition.setPrimary(client.isService()); // the implementation may be a bean, too
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, bean));
    return definition;
  }

  private static RootBeanDefinition byId(
      ConfigurableListableBeanFactory beans, String bean, Client client) {
    RootBeanDefinition definition = definition(bean, client);
    definition.setDefaultCandidate(false);
    definition.addQualifier(new ChildIdQualifier(beans, bean));
    return definition;
  }

  private static RootBeanDefinition definition(String bean, Client client) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(client.type());
    definition.setFactoryBeanName(ServerRefs.BEAN_NAME);
    definition.setFactoryMethodName(client.factoryMethod());
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, bean);
    if (client.isService()) {
      definition.getConstructorArgumentValues().addIndexedArgumentValue(1, client.type().toClass());
    }
    definition.setLazyInit(true);
    definition.setAttribute(CLIENT, true);
    return definition;
  }
}
