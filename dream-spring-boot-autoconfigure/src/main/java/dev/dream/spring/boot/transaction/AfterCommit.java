package dev.dream.spring.boot.transaction;

import dev.dream.Dream;
import dev.dream.genserver.Cast;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Address;
import dev.dream.process.Name;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends messages once the current transaction has been committed, in the order they were given
 * here, and drops them if it is rolled back. Without a transaction they are sent at once. Needs
 * {@code spring-tx}.
 *
 * <ul>
 *   <li>The transaction is the one that Spring has bound to the thread, in a process too. With
 *       {@code REQUIRES_NEW} that is the inner one. What was given since a savepoint ({@code
 *       NESTED}) is dropped if the transaction is rolled back to it. A <em>reactive</em>
 *       transaction is bound to no thread and not seen: the message is sent at once.
 *   <li>Messages are sent by the thread that commits, after all that was registered for {@code
 *       afterCommit}, while it still holds its connection. What one of them throws is logged as an
 *       error and neither reaches the caller, for whom the commit has succeeded, nor keeps the
 *       others from being sent. Sent at once, it throws what it throws.
 *   <li>Sent <em>at most once</em>: what was committed just before the JVM dies, or the process
 *       that commits is killed, is not sent. If the outcome of the transaction is unknown, because
 *       the commit itself failed, the messages are dropped with a warning. Who must not lose a
 *       message keeps it in a table.
 *   <li>A message is taken as it is: change it after it was given, and what is sent has changed.
 * </ul>
 */
public final class AfterCommit {

  private AfterCommit() {}

  /** Tells a server something after the commit; as {@link ServerRef#cast}. */
  public static <G> void cast(ServerRef<G> server, Cast<? super G> event) {
    run(
        new Deferred(
            () -> server.cast(event),
            () -> "cast " + server.node().inspector().inspect(event) + " to " + server.address()));
  }

  /** Sends a message after the commit; as {@link Dream#send(Address, Object)}. */
  public static void send(Dream dream, Address to, Object message) {
    run(
        new Deferred(
            () -> dream.send(to, message),
            () -> "send " + dream.node().inspector().inspect(message) + " to " + to));
  }

  /** Sends a message to whoever has the name after the commit. */
  public static void send(Dream dream, String name, Object message) {
    send(dream, new Name(name), message);
  }

  /**
   * Runs something after the commit, on the thread that commits: best a {@code void} method of a
   * service, which does not wait. Statements for the database need a transaction of their own
   * there, {@code REQUIRES_NEW}.
   */
  public static void run(Runnable action) {
    run(new Deferred(action, () -> "run " + action.getClass().getName()));
  }

  private static void run(Deferred deferred) {
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      UntilCommit.ofCurrentTransaction().add(deferred);
    } else {
      deferred.action().run();
    }
  }
}
