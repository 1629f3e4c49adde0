package dev.dream.service;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** The methods of one service's interface. Immutable; made once for each interface. */
final class Operations {

  private static final ClassValue<Operations> KNOWN =
      new ClassValue<>() {
        @Override
        protected Operations computeValue(Class<?> type) {
          return new Operations(type);
        }
      };

  private final Map<Method, Operation> byMethod = new HashMap<>();

  private Operations(Class<?> type) {
    if (!type.isInterface() || type.isAnnotation()) {
      throw new IllegalArgumentException(
          "a service is called through an interface, but %s is none".formatted(type.getName()));
    }
    if (type.isSealed() || type.isHidden()) {
      throw new IllegalArgumentException(
          "a service's client implements %s, which is sealed or hidden".formatted(type.getName()));
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (Method method : type.getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) {
          byMethod.put(method, Operation.of(method, lookup));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "%s cannot be reached; open its package to dev.dream.engine".formatted(type.getName()),
          e);
    }
  }

  /**
   * Returns the operations of an interface.
   *
   * @throws IllegalArgumentException if it is no interface whose methods can be sent
   */
  static Operations of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** Returns the operation of one of the interface's methods. */
  Operation of(Method method) {
    Operation operation = byMethod.get(method);
    if (operation == null) {
      throw new IllegalArgumentException(method + " is no method of this service");
    }
    return operation;
  }
}
