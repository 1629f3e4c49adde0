package dev.dream.supervisor;

import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A dynamic supervisor that holds an argument for its children, so that those who start them need
 * not know it: a data source, say. A child is a function of that argument. Elixir: {@code
 * extra_arguments}; several are a record.
 *
 * @param <A> the argument
 */
public final class DynamicSupervisorWith<A> extends DynamicSupervisor {

  private final A argument;

  private DynamicSupervisorWith(
      Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> init, A argument) {
    super(init);
    this.argument = argument;
  }

  /** Starts one linked to the calling process. */
  public static <A> ServerRef<DynamicSupervisorWith<A>> startLink(
      DynamicSupervisorSpec spec, A argument, StartOptions options) {
    return GenServer.startLink(() -> new DynamicSupervisorWith<>(() -> spec, argument), options);
  }

  /** Starts a linked one and returns how that went. */
  public static <A> StartResult tryStartLink(
      Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> init,
      A argument,
      StartOptions options) {
    return GenServer.tryStartLink(() -> new DynamicSupervisorWith<>(init, argument), options);
  }

  /** Starts one from a thread that is no process; it is linked to nobody. */
  public static <A> ServerRef<DynamicSupervisorWith<A>> start(
      Node node, DynamicSupervisorSpec spec, A argument, StartOptions options) {
    return ServerRef.start(node, () -> new DynamicSupervisorWith<>(() -> spec, argument), options);
  }

  /**
   * Starts a child, made from the supervisor's argument in the supervisor's process; as {@link
   * DynamicSupervisor#startChild(ServerRef, ChildSpec)}.
   */
  public static <A> StartResult startChild(
      ServerRef<DynamicSupervisorWith<A>> supervisor,
      Function<? super A, ? extends ChildSpec<?>> child) {
    return startChild(supervisor, child, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static <A> StartResult startChild(
      ServerRef<DynamicSupervisorWith<A>> supervisor,
      Function<? super A, ? extends ChildSpec<?>> child,
      Duration limit) {
    return supervisor.call(new StartChild(described(child)), limit).or("start child");
  }

  @SuppressWarnings("unchecked") // the reference says what its supervisor holds
  private static <A> Description described(Function<? super A, ? extends ChildSpec<?>> child) {
    return supervisor -> child.apply(((DynamicSupervisorWith<A>) supervisor).argument);
  }
}
