package dev.dream.application;

import dev.dream.Events;
import dev.dream.Probe;
import dev.dream.application.ApplicationInfo.State;
import dev.dream.supervisor.SupervisorSpec;
import java.util.List;

/** An application that writes down what happens to it. */
class TestApplication implements Application {

  private final String name;
  private final ApplicationType type;
  private final SupervisorSpec tree;
  private final List<String> dependencies;
  private final Events events;

  TestApplication(
      String name,
      ApplicationType type,
      SupervisorSpec tree,
      Events events,
      String... dependencies) {
    this.name = name;
    this.type = type;
    this.tree = tree;
    this.events = events;
    this.dependencies = List.of(dependencies);
  }

  /** Returns a temporary one with one child named like it, which may not be restarted. */
  static TestApplication of(String name, Events events, String... dependencies) {
    return of(name, ApplicationType.TEMPORARY, events, dependencies);
  }

  static TestApplication of(
      String name, ApplicationType type, Events events, String... dependencies) {
    var tree =
        SupervisorSpec.oneForOne(Probe.child(name, events))
            .maxRestarts(0, SupervisorSpec.DEFAULT_PERIOD);
    return new TestApplication(name, type, tree, events, dependencies);
  }

  static List<State> states(Applications applications) {
    return applications.list().stream().map(ApplicationInfo::state).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ApplicationType type() {
    return type;
  }

  @Override
  public List<String> dependencies() {
    return dependencies;
  }

  @Override
  public SupervisorSpec start() throws Exception {
    events.add(name + " start");
    return tree;
  }

  @Override
  public void prepStop() throws Exception {
    events.add(name + " prepStop");
  }

  @Override
  public void stop() throws Exception {
    events.add(name + " stop");
  }
}
