package dev.dream.application;

import dev.dream.supervisor.SupervisorSpec;
import java.util.List;

/** An application that is nothing but a tree. */
record TreeApplication(
    String name, ApplicationType type, SupervisorSpec tree, List<String> dependencies)
    implements Application {

  @Override
  public SupervisorSpec start() {
    return tree;
  }
}
