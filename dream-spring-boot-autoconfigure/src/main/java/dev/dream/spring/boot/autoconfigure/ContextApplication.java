package dev.dream.spring.boot.autoconfigure;

import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.process.Deadline;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.supervisor.SupervisorStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The tree of a context's own beans, as an application that nothing goes on without. It has the
 * name of {@code spring.application.name}, or {@code application}.
 */
final class ContextApplication {

  private static final String DEFAULT_NAME = "application";

  private final ConfigurableApplicationContext context;
  private final DreamProperties.Root limits;
  private final TreeConfiguration configuration;
  private final ServerRefs serverRefs;
  private final StartUp startUp;
  private List<RootChild> children = List.of();

  ContextApplication(
      ConfigurableApplicationContext context,
      DreamProperties.Root limits,
      TreeConfiguration configuration,
      ServerRefs serverRefs) {
    this.context = context;
    this.limits = limits;
    this.configuration = configuration;
    this.serverRefs = serverRefs;
    this.startUp = new StartUp(context.getApplicationStartup());
  }

  static String nameOf(Environment environment) {
    String name = environment.getProperty("spring.application.name");
    return StringUtils.hasText(name) ? name : DEFAULT_NAME;
  }

  /**
   * Returns the {@code Application} beans in their order and then the context's own, so that it
   * starts after those that do not name it as a dependency.
   */
  List<Application> withOthers() {
    List<Application> all = new ArrayList<>();
    context.getBeanProvider(Application.class).orderedStream().forEach(all::add);
    String name = nameOf(context.getEnvironment());
    all.add(Application.of(name, ApplicationType.PERMANENT, tree()));
    return all;
  }

  private SupervisorSpec tree() {
    UnknownChildProperties.refuse(context.getEnvironment());
    children = configuration.apply(RootChildren.of(context.getBeanFactory()));
    children.forEach(child -> serverRefs.registered(child.bean(), child.registeredName()));
    List<ChildSpec<?>> specs = new ArrayList<>();
    children.forEach(child -> specs.add(child.watched(startUp)));
    return SupervisorSpec.of(limits.strategy(), specs)
        .maxRestarts(limits.maxRestarts(), limits.period());
  }

  /** Returns what its start is measured by. */
  StartUp startUp() {
    return startUp;
  }

  /** Returns what of the configuration did not fit, or else which child did not start. */
  Optional<RuntimeException> failure() {
    return configuration
        .failure()
        .<RuntimeException>map(failed -> failed)
        .or(() -> children.stream().map(RootChild::failure).flatMap(Optional::stream).findFirst());
  }

  /** Returns the time that the children may take to stop, one after the other. */
  Duration shutdownTime() {
    Duration sum = Duration.ZERO;
    for (RootChild child : children) {
      sum = sum.plus(shutdownTime(child.spec()));
    }
    return sum;
  }

  /** Returns the time that a child may take; none if it is without limit. */
  private static Duration shutdownTime(ChildSpec<?> child) {
    Duration own =
        switch (child.shutdown()) {
          case Shutdown.BrutalKill() -> Duration.ZERO;
          case Shutdown.Within(Duration timeout) -> timeout;
        };
    Duration below = treeOf(child).map(ContextApplication::shutdownTime).orElse(own);
    Duration least = below.compareTo(own) < 0 ? below : own;
    return Deadline.isForever(least) ? Duration.ZERO : least;
  }

  private static Duration shutdownTime(SupervisorSpec tree) {
    return tree.children().stream()
        .map(ContextApplication::shutdownTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Optional<SupervisorSpec> treeOf(ChildSpec<?> child) {
    return child.start() instanceof SupervisorStart.Static start
        ? start.specification()
        : Optional.empty();
  }
}
