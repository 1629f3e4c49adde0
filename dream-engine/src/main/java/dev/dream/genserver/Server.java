package dev.dream.genserver;

import dev.dream.process.Node;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What can be started as a server, called, cast to, stopped and supervised. Implement a kind of it,
 * such as {@link GenServer}. Erlang: what the module {@code gen} is to gen_server and gen_statem.
 *
 * <p>The object is made by a factory inside the new process, so its constructor may do what its
 * {@code init} may. One object is one incarnation: a restart makes a new one.
 */
public interface Server {

  /** Returns what drives this object's callbacks. Said by the kind of server, asked once. */
  ServerLoop serverLoop();

  /**
   * Returns what the process is shown and counted as: the class of this object, if nothing else is
   * said. Any thread. Erlang: the callback module.
   */
  default String module() {
    return Wording.typeOf(this);
  }

  /**
   * Returns how long one of its callbacks may run, waiting included, before an alarm is raised,
   * unless its {@link StartOptions} say; if neither does, as the engine's options do. Any thread.
   */
  default Optional<Duration> callbackLimit() {
    return Optional.empty();
  }

  /**
   * Starts a server linked to the calling process and waits for its {@code init}.
   *
   * @throws StartException if it did not start; a caller that does not trap exits has then been
   *     ended by the link, unless the reason was normal
   */
  static <G extends Server> ServerRef<G> startLink(Supplier<G> factory, StartOptions options) {
    return Starter.started(Node.current(), factory, options, true);
  }

  /** Starts a server without a link, from a process; otherwise as {@link #startLink}. */
  static <G extends Server> ServerRef<G> start(Supplier<G> factory, StartOptions options) {
    return Starter.started(Node.current(), factory, options, false);
  }

  /** Starts a linked server and returns how that went, whatever it was. */
  static StartResult tryStartLink(Supplier<? extends Server> factory, StartOptions options) {
    return Starter.start(Node.current(), factory, options, true);
  }
}
