package dev.dream.test;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import java.util.Optional;

/**
 * Servers and trees for one test, under a supervisor of its own: before the test ends they are
 * stopped, the latest first. Made to be imported statically, and used by the test's process only.
 * Elixir: {@code start_supervised!/2} and {@code stop_supervised!/1} of ExUnit.
 */
public final class Supervised {

  private Supervised() {}

  /**
   * Starts a child, which is restarted as it says.
   *
   * @return a reference to it; by its name if it has one, which still is the one to ask after a
   *     restart
   * @throws AssertionError if it did not start, or there is a child with its id
   */
  public static <G> ServerRef<G> startSupervised(ChildSpec<G> child) {
    ServerRef<Supervisor> supervisor = supervisor();
    StartResult result = Supervisor.startChild(supervisor, child);
    if (result instanceof StartResult.Started(Pid pid)) {
      Optional<String> name = supervisor.node().nameOf(pid);
      return name.isPresent() ? test().dream().ref(name.get()) : test().dream().ref(pid);
    }
    AssertionError failure =
        new AssertionError("startSupervised \"%s\" failed: %s".formatted(child.id(), result));
    if (result instanceof StartResult.Failed(ExitReason.Failure reason, _)) {
      failure.initCause(reason.cause());
    }
    throw failure;
  }

  /**
   * Stops a child that this test has started, and forgets it.
   *
   * @throws dev.dream.supervisor.ChildException if there is no such child
   */
  public static void stopSupervised(String id) {
    Supervisor.terminateChild(supervisor(), id);
    boolean kept =
        Supervisor.whichChildren(supervisor()).stream().anyMatch(child -> id.equals(child.id()));
    if (kept) { // a temporary one is forgotten already
      Supervisor.deleteChild(supervisor(), id);
    }
  }

  /** Returns the supervisor of this test's children. */
  public static ServerRef<Supervisor> supervisor() {
    return test().supervised().supervisor();
  }

  private static CurrentTest test() {
    return CurrentTest.require("startSupervised");
  }
}
