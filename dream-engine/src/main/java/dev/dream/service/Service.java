package dev.dream.service;

import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Name;
import dev.dream.process.Node;
import java.util.function.Supplier;

/**
 * A process that is called through a plain interface, as if it were an object.
 *
 * {@snippet class="dev.dream.service.ServiceTest" region="example"}
 *
 * <p>The implementation is an ordinary class. Its fields are the state, its methods run in the
 * process, one at a time, so it needs no lock. What a method of the interface returns says how a
 * client reaches it:
 *
 * <ul>
 *   <li>a value: a call, which waits; {@link CallTimeout} says how long, else the reference's
 *       timeout does
 *   <li>{@code void}: a cast, which does not; with {@link Awaited} it is a call as well
 *   <li>a {@code CompletableFuture}, {@code CompletionStage} or {@code Future}: a call whose answer
 *       the client gets as a future; the implementation may complete its own later, from anywhere,
 *       and takes other messages meanwhile
 *   <li>a {@code default} method runs at the client, on whatever the interface offers
 * </ul>
 *
 * <p>An exception that the interface declares reaches the client of a call, and the process goes
 * on. To declare {@code Exception} or {@code Throwable} says so of checked exceptions only.
 * Anything else ends the process, as in any server, and the client gets a {@link
 * dev.dream.genserver.CallException}; so does whatever a cast throws. A future that fails reaches
 * the client and ends nothing.
 *
 * <p>What else a server may do is in {@link ServiceCallbacks}. In reports, traces and endpoints a
 * message is shown as {@code add(5)}; an argument is masked if its parameter's name says that it is
 * secret and the interface was compiled with {@code -parameters}. Messages stay in this JVM and are
 * not checked by a codec. Built on {@link dev.dream.genserver.GenServer}.
 */
public final class Service {

  private Service() {}

  /**
   * Returns what makes the server, to be started or supervised.
   *
   * @param type the interface
   * @param implementation makes the implementation, in the new process
   * @throws IllegalArgumentException if this is no interface whose methods can be sent
   */
  public static <T> Supplier<Server> server(Class<T> type, Supplier<? extends T> implementation) {
    Operations.of(type); // a wrong interface is found here, not in the first process
    return () -> new ServiceServer<T>(implementation.get());
  }

  /**
   * Returns a client: an object whose methods reach the server. For any thread. Two clients are
   * equal when they have the same interface and lead to the same server.
   *
   * @throws IllegalArgumentException if this is no interface whose methods can be sent
   */
  public static <T> T client(Class<T> type, ServerRef<?> server) {
    return ServiceClient.of(type, server);
  }

  /** Returns, in a process, a client of whoever has the name. */
  public static <T> T named(Class<T> type, String name) {
    return client(type, ServerRef.of(Node.current(), new Name(name)));
  }
}
