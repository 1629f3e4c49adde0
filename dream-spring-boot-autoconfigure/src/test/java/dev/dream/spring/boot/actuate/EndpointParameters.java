package dev.dream.spring.boot.actuate;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What the operations of all endpoints of this package can be asked with, as their code says. */
final class EndpointParameters {

  private EndpointParameters() {}

  /** Returns the names of the parameters that are not in the path, sorted, by method and path. */
  static Map<String, List<String>> all() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Endpoint.class));
    Map<String, List<String>> all = new TreeMap<>();
    scanner.findCandidateComponents(EndpointParameters.class.getPackageName()).stream()
        .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
        .filter(type -> type.isAnnotationPresent(Endpoint.class))
        .forEach(type -> add(type, all));
    return all;
  }

  private static void add(Class<?> type, Map<String, List<String>> all) {
    for (Method method : type.getDeclaredMethods()) {
      for (Class<?> kind :
          List.of(ReadOperation.class, WriteOperation.class, DeleteOperation.class)) {
        if (Arrays.stream(method.getAnnotations()).anyMatch(kind::isInstance)) {
          add(type.getAnnotation(Endpoint.class).id(), verb(kind), method, all);
        }
      }
    }
  }

  private static String verb(Class<?> kind) {
    return switch (kind.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "readoperation" -> "GET";
      case "writeoperation" -> "POST";
      default -> "DELETE";
    };
  }

  private static void add(String id, String verb, Method method, Map<String, List<String>> all) {
    StringBuilder path = new StringBuilder(id);
    Set<String> others = new LinkedHashSet<>();
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Selector.class)) {
        path.append("/{").append(parameter.getName()).append('}');
      } else if (parameter.getType() != SecurityContext.class) {
        others.add(parameter.getName());
      }
    }
    all.put(verb + " " + path, others.stream().sorted().toList());
  }
}
