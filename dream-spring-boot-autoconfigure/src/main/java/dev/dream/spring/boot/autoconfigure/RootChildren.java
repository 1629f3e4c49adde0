package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.ProcessName;
import dev.dream.supervisor.ChildSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Finds the children of the root supervisor among the beans. */
final class RootChildren {

  private RootChildren() {}

  /**
   * Returns the children, sorted by {@code @Order} and then as their beans were defined.
   *
   * @throws DuplicateChildBeanException if two have the same id, or the same registered name
   */
  static List<RootChild> of(ConfigurableListableBeanFactory beans) {
    List<String> names = names(beans);
    names.sort(Comparator.comparingInt(name -> order(beans, name)));
    List<RootChild> children = names.stream().map(name -> child(beans, name)).toList();
    requireDifferent(children);
    return children;
  }

  /** Returns the names of the beans of all types as they were defined. */
  private static List<String> names(ConfigurableListableBeanFactory beans) {
    Set<String> found = new HashSet<>();
    found.addAll(List.of(beans.getBeanNamesForType(ChildSpec.class, true, false)));
    for (TreeSpec kind : TreeSpec.values()) {
      found.addAll(List.of(beans.getBeanNamesForType(kind.specification(), true, false)));
    }
    List<String> names = new ArrayList<>();
    beans.getBeanNamesIterator().forEachRemaining(name -> names.add(name));
    names.retainAll(found);
    return names;
  }

  private static RootChild child(ConfigurableListableBeanFactory beans, String name) {
    Object bean = beans.getBean(name);
    if (bean instanceof ChildSpec<?> spec) {
      return RootChild.of(name, spec);
    }
    for (TreeSpec kind : TreeSpec.values()) {
      if (kind.specification().isInstance(bean)) {
        return RootChild.of(name, kind, bean);
      }
    }
    throw new IllegalStateException(
        "bean \"%s\" specifies neither a child nor a supervisor, but is %s".formatted(name, bean));
  }

  private static int order(ConfigurableListableBeanFactory beans, String name) {
    Order annotation = beans.findAnnotationOnBean(name, Order.class);
    if (annotation != null) {
      return annotation.value();
    }
    if (beans.containsBeanDefinition(name)) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE)
          instanceof Integer order) {
        return order;
      }
    }
    return Ordered.LOWEST_PRECEDENCE;
  }

  private static void requireDifferent(List<RootChild> children) {
    Map<String, RootChild> byId = new HashMap<>();
    Map<ProcessName, RootChild> byName = new HashMap<>();
    for (RootChild child : children) {
      RootChild sameId = byId.put(child.id(), child);
      if (sameId != null) {
        throw new DuplicateChildBeanException("id", child.id(), sameId.bean(), child.bean());
      }
      RootChild sameName = byName.put(child.registeredName(), child);
      if (sameName != null) {
        throw new DuplicateChildBeanException(
            "registered name",
            RootChild.text(child.registeredName()),
            sameName.bean(),
            child.bean());
      }
    }
  }
}
