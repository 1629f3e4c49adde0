package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import org.springframework.context.ApplicationContext;

/** Looks into the running tree of a context. */
final class RunningTree {

  static final String ROOT = "application.supervisor";

  private RunningTree() {}

  static ServerRef<Supervisor> supervisor(ApplicationContext context, String name) {
    return context.getBean(Dream.class).ref(name);
  }

  static ChildSpec<?> spec(ApplicationContext context, String id) {
    return Supervisor.getChildSpec(supervisor(context, ROOT), id);
  }

  static ChildSpec<?> spec(ApplicationContext context, String supervisor, String id) {
    return Supervisor.getChildSpec(supervisor(context, supervisor), id);
  }

  static ChildInfo info(ApplicationContext context, String supervisor, String id) {
    return Supervisor.whichChildren(supervisor(context, supervisor)).stream()
        .filter(child -> child.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static SupervisorInfo rules(ApplicationContext context, String name) {
    Dream dream = context.getBean(Dream.class);
    return Supervisor.info(dream.node(), dream.whereis(name).orElseThrow()).orElseThrow();
  }
}
