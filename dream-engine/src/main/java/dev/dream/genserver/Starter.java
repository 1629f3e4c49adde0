package dev.dream.genserver;

import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Kernel.Starting;
import dev.dream.process.NameTakenException;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.function.Supplier;

/** Starts servers and waits for their {@code init}. */
final class Starter {

  private Starter() {}

  static <G extends Server> ServerRef<G> started(
      Node node, Supplier<G> factory, StartOptions options, boolean link) {
    StartResult result = start(node, factory, options, link);
    if (result instanceof StartResult.Started(var pid)) {
      return ServerRef.of(node, pid);
    }
    ProcessName name = options.name();
    throw new StartException(name == null ? "server" : name.toString(), result);
  }

  static StartResult start(
      Node node, Supplier<? extends Server> factory, StartOptions options, boolean link) {
    Starting starting;
    try {
      starting =
          node.kernel()
              .start(
                  slot -> process(factory, options, link, slot),
                  SpawnOptions.NONE.linked(link).named(options.name()).mailbox(options.mailbox()));
    } catch (NameTakenException taken) {
      return new StartResult.AlreadyStarted(taken.holder());
    }
    return switch (starting.slot().awaitFirst(options.timeout())) {
      case Outcome.Answered(Boolean wanted) ->
          wanted ? new StartResult.Started(starting.pid()) : ignored(node, starting.pid());
      case Outcome.Answered _ ->
          throw new IllegalStateException("a start is answered by a boolean");
      case Outcome.Exited(var reason) -> new StartResult.Failed(reason);
      case Outcome.TimedOut() -> {
        LateInit late = new LateInit(options.timeout(), node.stackOf(starting.pid()));
        yield abort(node, starting, link, new StartResult.Failed(ExitReason.TIMEOUT, late));
      }
      case Outcome.Interrupted() ->
          abort(node, starting, link, new StartResult.Failed(ExitReason.error("interrupted")));
      case Outcome.NotDelivered _, Outcome.Deadlock _ ->
          throw new IllegalStateException("a start is no request, and waits first");
    };
  }

  private static ServerProcess process(
      Supplier<? extends Server> factory, StartOptions options, boolean link, ReplySlot slot) {
    Duration idleTimeout = options.idleTimeout();
    return idleTimeout == null
        ? new ServerProcess(factory, options, link, slot)
        : new IdlingServerProcess(factory, options, link, slot, idleTimeout);
  }

  /**
   * Waits for the end of a server that answered ignore. Otherwise a starter that ends at once would
   * take it along, by the link, with a reason that is not its own. Erlang: {@code
   * proc_lib:init_fail/3}, since OTP 26.
   */
  private static StartResult ignored(Node node, Pid pid) {
    node.kernel().openReply(pid).await(Processes.INFINITY);
    return new StartResult.Ignored();
  }

  /** Kills a server that did not start in time; a linked starter is not to hear of it. */
  private static StartResult abort(
      Node node, Starting starting, boolean link, StartResult failure) {
    Pid pid = starting.pid();
    if (link) {
      Processes.unlink(pid);
      Processes.receive(
          message -> message instanceof Exit exit && exit.from().equals(pid), Duration.ZERO);
    }
    node.exit(pid, ExitReason.KILL);
    return failure;
  }
}
