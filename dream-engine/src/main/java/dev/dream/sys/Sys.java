package dev.dream.sys;

import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.Stateful;
import dev.dream.process.Address;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemEvent;
import dev.dream.process.SystemFailure;
import dev.dream.process.SystemRequest;
import dev.dream.process.SystemStatistics;
import dev.dream.process.SystemStatus;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of any callback process, supervisors included, whatever its code is: for people
 * and tools that look into a running system. Erlang: the module sys.
 *
 * <p>Each request waits in the mailbox for its turn like any message, and each method waits for its
 * answer as long as the reference's calls do. Any thread but the process's own. All of them throw
 * {@link CallException} if the process does not exist, ends, is too slow, or takes no system
 * requests because it is a plain process.
 */
public final class Sys {

  private Sys() {}

  /**
   * Returns the state. It is the state itself and no copy: look, and do not change what it holds.
   * Erlang: {@code sys:get_state/1}.
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // S is what the process's own code keeps
  public static <S> S getState(ServerRef<? extends Stateful<S>> process) {
    return (S) ask(process, "get state", new SystemRequest.GetState());
  }

  /**
   * Replaces the state and returns the new one. For repairs: a process that did not expect it may
   * fail. Erlang: {@code sys:replace_state/2}.
   *
   * @param change runs in the process; if it throws, the state stays and so does the process
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public static <S> S replaceState(
      ServerRef<? extends Stateful<S>> process, UnaryOperator<S> change) {
    UnaryOperator<@Nullable Object> untyped = state -> change.apply((S) state);
    return (S) ask(process, "replace state", new SystemRequest.ReplaceState(untyped));
  }

  /**
   * Returns what the process says of itself, with the state as {@code formatStatus} shows it.
   * Erlang: {@code sys:get_status/1}.
   */
  public static SystemStatus getStatus(ServerRef<?> process) {
    return (SystemStatus) answered(ask(process, "get status", new SystemRequest.GetStatus()));
  }

  /**
   * Makes the process take no messages, only system requests, its stop and its parent's exit, until
   * it is resumed. Messages wait meanwhile, in order. Erlang: {@code sys:suspend/1}.
   */
  public static void suspend(ServerRef<?> process) {
    ask(process, "suspend", new SystemRequest.Suspend());
  }

  /** Lets a suspended process go on. Erlang: {@code sys:resume/1}. */
  public static void resume(ServerRef<?> process) {
    ask(process, "resume", new SystemRequest.Resume());
  }

  /** Begins to count, from zero, or ends it. Erlang: {@code sys:statistics(Name, true | false)}. */
  public static void statistics(ServerRef<?> process, boolean counting) {
    ask(process, "count", new SystemRequest.Count(counting));
  }

  /** Returns what was counted, if that was asked for. Erlang: {@code sys:statistics(Name, get)}. */
  @SuppressWarnings("unchecked") // the answer to this request
  public static Optional<SystemStatistics> statistics(ServerRef<?> process) {
    return (Optional<SystemStatistics>)
        answered(ask(process, "get statistics", new SystemRequest.GetStatistics()));
  }

  /**
   * Tells the consumer of each message the process takes, each reply it gives and each state it
   * reaches, in order, until it is {@linkplain #remove removed} or throws. Erlang: {@code
   * sys:install/2}.
   *
   * @param observer runs in the process and holds it up: it should be quick and must not wait
   */
  public static void install(ServerRef<?> process, Consumer<? super SystemEvent> observer) {
    ask(process, "install", new SystemRequest.Install(observer));
  }

  /** Does not tell the consumer any more. Erlang: {@code sys:remove/2}. */
  public static void remove(ServerRef<?> process, Consumer<? super SystemEvent> observer) {
    ask(process, "remove", new SystemRequest.Remove(observer));
  }

  /** Removes all consumers and ends counting. Erlang: {@code sys:no_debug/1}. */
  public static void noDebug(ServerRef<?> process) {
    ask(process, "no debug", new SystemRequest.NoDebug());
  }

  private static @Nullable Object ask(ServerRef<?> process, String what, SystemRequest request) {
    Address address = process.address();
    CallException.refuseSelf(process.node(), address);
    Outcome outcome = process.node().kernel().system(address, request).await(process.timeout());
    if (outcome instanceof Outcome.Answered(@Nullable Object answer)
        && !(answer instanceof SystemFailure)) {
      return answer;
    }
    throw CallException.of(process.node(), what, address, process.timeout(), outcome);
  }

  private static Object answered(@Nullable Object answer) {
    if (answer == null) {
      throw new IllegalStateException("this request is always answered with something");
    }
    return answer;
  }
}
