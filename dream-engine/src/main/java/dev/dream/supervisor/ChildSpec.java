package dev.dream.supervisor;

import dev.dream.genserver.Server;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Mailbox;
import dev.dream.process.ProcessName;
import dev.dream.service.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a supervisor starts, restarts and stops one child. Immutable; each method returns a changed
 * copy. Elixir: a child specification.
 *
 * @param <G> the kind of server, so that clients of the child can be typed
 * @param id unique among the supervisor's children; empty until somebody gives one: a Spring bean
 *     takes its bean's name
 * @param start starts it
 * @param options its name, if it is to be registered under one, and the limit for its {@code init}
 * @param restart when it is started again
 * @param shutdown how it is stopped
 * @param type worker or supervisor
 * @param isSignificant whether its end may end its supervisor; see {@link AutoShutdown}
 * @param backoff how long its restarts wait, or null: they do not, as in OTP
 */
public record ChildSpec<G>(
    String id,
    StartFunction start,
    StartOptions options,
    Restart restart,
    Shutdown shutdown,
    ChildType type,
    boolean isSignificant,
    @Nullable Backoff backoff) {

  /** Returns a permanent worker with five seconds to shut down. */
  public static <G extends Server> ChildSpec<G> worker(String id, Supplier<G> server) {
    return child(id, options -> Server.tryStartLink(server, options), ChildType.WORKER);
  }

  /** Returns a worker whose id is still to be given; as {@link #worker(String, Supplier)}. */
  public static <G extends Server> ChildSpec<G> worker(Supplier<G> server) {
    return worker("", server);
  }

  /**
   * Returns a permanent worker that is called through an interface; see {@link Service}.
   *
   * @throws IllegalArgumentException if this is no interface whose methods can be sent
   */
  public static <T> ChildSpec<T> service(
      String id, Class<T> type, Supplier<? extends T> implementation) {
    Supplier<Server> server = Service.server(type, implementation);
    return child(id, options -> Server.tryStartLink(server, options), ChildType.WORKER);
  }

  /**
   * Returns a service whose id is still to be given; as {@link #service(String, Class, Supplier)}.
   */
  public static <T> ChildSpec<T> service(Class<T> type, Supplier<? extends T> implementation) {
    return service("", type, implementation);
  }

  /** Returns a permanent supervisor with all the time it needs to shut down. */
  public static ChildSpec<Supervisor> supervisor(String id, SupervisorSpec tree) {
    return child(id, new SupervisorStart.Static(Described.of(tree)), ChildType.SUPERVISOR);
  }

  /** Returns a supervisor whose specification is made anew at each start. */
  public static ChildSpec<Supervisor> supervisor(
      String id, Supplier<? extends SupervisorInit<SupervisorSpec>> tree) {
    return child(id, new SupervisorStart.Static(Described.anew(tree)), ChildType.SUPERVISOR);
  }

  /** Returns a permanent dynamic supervisor with all the time it needs to shut down. */
  public static ChildSpec<DynamicSupervisor> dynamicSupervisor(
      String id, DynamicSupervisorSpec spec) {
    return child(id, SupervisorStart.of(spec), ChildType.SUPERVISOR);
  }

  /** Returns a dynamic supervisor whose specification is made anew at each start. */
  public static ChildSpec<DynamicSupervisor> dynamicSupervisor(
      String id, Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> spec) {
    return child(
        id,
        new SupervisorStart.Dynamic(Described.anew(spec), DynamicSupervisor::tryStartLink),
        ChildType.SUPERVISOR);
  }

  /** Returns a dynamic supervisor that holds an argument for its children. */
  public static <A> ChildSpec<DynamicSupervisorWith<A>> dynamicSupervisor(
      String id, DynamicSupervisorSpec spec, A argument) {
    return child(
        id,
        new SupervisorStart.Dynamic(
            Described.of(spec),
            (init, options) -> DynamicSupervisorWith.tryStartLink(init, argument, options)),
        ChildType.SUPERVISOR);
  }

  /** Returns a permanent partition supervisor whose name is its id. */
  public static ChildSpec<PartitionSupervisor> partitionSupervisor(
      String name, PartitionSupervisorSpec spec) {
    ChildSpec<PartitionSupervisor> child =
        child(name, new SupervisorStart.Partitioned(spec), ChildType.SUPERVISOR);
    return child.named();
  }

  /** Returns a permanent child of any kind, with the shutdown its type has by default. */
  public static <G> ChildSpec<G> child(String id, StartFunction start, ChildType type) {
    Shutdown shutdown = type == ChildType.WORKER ? Shutdown.DEFAULT : Shutdown.INFINITY;
    return new ChildSpec<>(
        id, start, StartOptions.DEFAULT, Restart.PERMANENT, shutdown, type, false, null);
  }

  /** Returns this child with another id. */
  public ChildSpec<G> id(String newId) {
    return new ChildSpec<>(newId, start, options, restart, shutdown, type, isSignificant, backoff);
  }

  /** Returns this child started in another way. */
  public ChildSpec<G> start(StartFunction newStart) {
    return new ChildSpec<>(id, newStart, options, restart, shutdown, type, isSignificant, backoff);
  }

  /** Returns this child registered under its id. */
  public ChildSpec<G> named() {
    return name(id);
  }

  /** Returns this child registered under a name. */
  public ChildSpec<G> name(String name) {
    return options(options.name(name));
  }

  /** Returns this child registered under a name, which may be kept by a registry. */
  public ChildSpec<G> name(ProcessName name) {
    return options(options.name(name));
  }

  /** Returns this child without a registered name. */
  public ChildSpec<G> unnamed() {
    return options(options.unnamed());
  }

  /** Returns this child with a limit for the messages that may wait for it. */
  public ChildSpec<G> mailbox(Mailbox limits) {
    return options(options.mailbox(limits));
  }

  /** Returns this child with a limit for its {@code init}, after which the start has failed. */
  public ChildSpec<G> initTimeout(Duration timeout) {
    return options(options.timeout(timeout));
  }

  /** Returns this child with a limit for its callbacks, after which an alarm is raised. */
  public ChildSpec<G> callbackLimit(Duration limit) {
    return options(options.callbackLimit(limit));
  }

  /**
   * Returns this child, stopping with reason normal when it has been idle for so long; see {@link
   * StartOptions#idleTimeout}. For children that are started on demand, and not permanent.
   */
  public ChildSpec<G> idleTimeout(@Nullable Duration limit) {
    return options(options.idleTimeout(limit));
  }

  /** Returns this child with another restart rule. */
  public ChildSpec<G> restart(Restart newRestart) {
    return new ChildSpec<>(id, start, options, newRestart, shutdown, type, isSignificant, backoff);
  }

  /** Returns this child with so much time to shut down. */
  public ChildSpec<G> shutdown(Duration timeout) {
    return shutdown(new Shutdown.Within(timeout));
  }

  /** Returns this child with another shutdown rule. */
  public ChildSpec<G> shutdown(Shutdown newShutdown) {
    return new ChildSpec<>(id, start, options, restart, newShutdown, type, isSignificant, backoff);
  }

  /** Returns this child with another type. */
  public ChildSpec<G> type(ChildType newType) {
    return new ChildSpec<>(id, start, options, restart, shutdown, newType, isSignificant, backoff);
  }

  /** Returns this child, whose end may end its supervisor; it must not be permanent. */
  public ChildSpec<G> significant() {
    return new ChildSpec<>(id, start, options, restart, shutdown, type, true, backoff);
  }

  /**
   * Returns this child with restarts that wait, ever longer, instead of following at once; no
   * matter for a temporary child, which is not restarted. OTP has none.
   */
  public ChildSpec<G> backoff(Backoff newBackoff) {
    return new ChildSpec<>(id, start, options, restart, shutdown, type, isSignificant, newBackoff);
  }

  /** Returns why a supervisor that ends in this way cannot have this child, if it cannot. */
  public Optional<String> conflict(AutoShutdown autoShutdown) {
    if (!isSignificant) {
      return Optional.empty();
    }
    String child = "the significant child \"" + id + "\" ";
    if (autoShutdown == AutoShutdown.NEVER) {
      return Optional.of(
          child + "does not go with autoShutdown NEVER; use ANY_SIGNIFICANT or ALL_SIGNIFICANT");
    }
    return restart == Restart.PERMANENT
        ? Optional.of(child + "must not be permanent; make it transient or temporary")
        : Optional.empty();
  }

  private ChildSpec<G> options(StartOptions newOptions) {
    return new ChildSpec<>(id, start, newOptions, restart, shutdown, type, isSignificant, backoff);
  }
}
