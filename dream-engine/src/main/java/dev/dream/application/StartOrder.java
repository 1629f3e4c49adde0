package dev.dream.application;

import dev.dream.process.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Puts applications in the order of their dependencies. Pure. */
final class StartOrder {

  private final Map<String, Application> known;
  private final Set<String> running;
  private final SequencedSet<Application> ordered = new LinkedHashSet<>();
  private final SequencedSet<String> path = new LinkedHashSet<>();

  private StartOrder(Map<String, Application> known, Set<String> running) {
    this.known = known;
    this.running = running;
  }

  /**
   * Returns the applications with each after those it needs, otherwise in the given order.
   *
   * @param running the names of those that run already
   */
  static List<Application> of(List<? extends Application> applications, Set<String> running) {
    Map<String, Application> known = new LinkedHashMap<>();
    for (Application application : applications) {
      String name = application.name();
      if (running.contains(name)) {
        throw new ApplicationException(
            "start application \"%s\" failed: it runs already".formatted(name));
      }
      if (known.put(name, application) != null) {
        throw new ApplicationException("two applications have the name \"%s\"".formatted(name));
      }
    }
    StartOrder order = new StartOrder(known, running);
    applications.forEach(order::place);
    return List.copyOf(order.ordered);
  }

  private void place(Application application) {
    if (ordered.contains(application)) {
      return;
    }
    String name = application.name();
    if (!path.add(name)) {
      throw new ApplicationException("applications depend on each other: " + cycle(name));
    }
    for (String dependency : application.dependencies()) {
      if (!running.contains(dependency)) {
        place(needed(dependency, name));
      }
    }
    path.remove(name);
    ordered.add(application);
  }

  private Application needed(String dependency, String by) {
    Application application = known.get(dependency);
    if (application == null) {
      throw new ApplicationException(
          "application \"%s\" needs \"%s\", which is not there %s"
              .formatted(by, dependency, Wording.someOf("there are", known.keySet())));
    }
    return application;
  }

  private String cycle(String name) {
    List<String> names = new ArrayList<>(path);
    List<String> cycle = new ArrayList<>(names.subList(names.indexOf(name), names.size()));
    cycle.add(name);
    return String.join(" -> ", cycle);
  }
}
