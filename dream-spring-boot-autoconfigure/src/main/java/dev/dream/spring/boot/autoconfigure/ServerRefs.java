package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Name;
import dev.dream.process.ProcessName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the references that are injected. A reference knows the bean of its child's specification,
 * not the specification, which may not exist yet; the child's registered name is known from the
 * start of the root supervisor on, and taken to be the bean's name before.
 */
final class ServerRefs {

  static final String BEAN_NAME = "dreamServerRefs";

  private final Dream dream;
  private final Map<String, ProcessName> namesByBean = new ConcurrentHashMap<>();

  ServerRefs(Dream dream) {
    this.dream = dream;
  }

  /** Returns a reference to the child that this bean specifies. */
  <G> ServerRef<G> ref(String bean) {
    ProcessName unknown = new Name(bean);
    return ServerRef.<G>of(dream.node(), () -> namesByBean.getOrDefault(bean, unknown))
        .withTimeout(dream.options().callTimeout());
  }

  /** Says under which name the child that this bean specifies is registered. */
  void registered(String bean, ProcessName name) {
    namesByBean.put(bean, name);
  }
}
