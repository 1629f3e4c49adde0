package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.process.Name;
import dev.dream.process.ProcessName;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.service.Service;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;

/**
 * Makes the references and registries that are injected. A reference knows the bean of its child's
 * specification, not the specification, which may not exist yet; the child's registered name is
 * known from the start of the root supervisor on, and taken to be the bean's name before.
 */
final class ServerRefs {

  static final String BEAN_NAME = "dreamServerRefs";

  private final Dream dream;
  private final BeanFactory beans;
  private final Map<String, ProcessName> namesByBean = new ConcurrentHashMap<>();

  ServerRefs(Dream dream, BeanFactory beans) {
    this.dream = dream;
    this.beans = beans;
  }

  /** Returns a reference to the child that this bean specifies. */
  <G> ServerRef<G> ref(String bean) {
    ProcessName unknown = new Name(bean);
    return ServerRef.<G>of(dream.node(), () -> namesByBean.getOrDefault(bean, unknown))
        .withTimeout(dream.options().callTimeout());
  }

  /** Returns the client of the service that this bean specifies. */
  <T> T service(String bean, Class<T> type) {
    return Service.client(type, ref(bean));
  }

  /** Returns the client of the registry that this bean specifies. */
  <K, V> UniqueRegistry<K, V> uniqueRegistry(String bean) {
    return UniqueRegistry.named(dream.node(), nameOf(bean));
  }

  /** Returns the client of the registry that this bean specifies. */
  <K, V> DuplicateRegistry<K, V> duplicateRegistry(String bean) {
    return DuplicateRegistry.named(dream.node(), nameOf(bean));
  }

  /** Returns the client of the processes by key that this bean specifies. */
  <K, T> Keyed<K, T> keyed(String bean) {
    return Keyed.of(dream.node(), () -> this.<K, T>keyedSpec(bean), dream.options().callTimeout());
  }

  @SuppressWarnings("unchecked") // the client has the type of its bean
  private <K, T> KeyedSpec<K, T> keyedSpec(String bean) {
    return (KeyedSpec<K, T>) TreeSpec.identified(beans.getBean(bean, KeyedSpec.class), bean);
  }

  private Supplier<Name> nameOf(String registry) {
    Name unknown = new Name(registry);
    return () -> namesByBean.getOrDefault(registry, unknown) instanceof Name name ? name : unknown;
  }

  /** Says under which name the child that this bean specifies is registered. */
  void registered(String bean, ProcessName name) {
    namesByBean.put(bean, name);
  }
}
