package dev.dream.model;

import dev.dream.Dream;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.process.ExitException;
import dev.dream.process.NoSuchProcessException;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A plain process of the engine that does what it is told. All else stays in its mailbox. */
final class Puppet {

  private Puppet() {}

  /** Something to do. It may end the process: by an exit, or by one of the exceptions below. */
  interface Deed {
    String run() throws Exception;
  }

  private record Command(Deed deed, CompletableFuture<String> result) {}

  /** Raised by a process on purpose. */
  static final class Raised extends Exception {
    private static final long serialVersionUID = 1L;

    Raised(String message) {
      super(message);
    }
  }

  /** Lets the process's function return. */
  static final class Returned extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The function of the process. */
  static void live(boolean traps) throws Exception {
    Processes.trapExit(traps);
    try {
      while (true) {
        Command command = Processes.receive(Command.class);
        command.result.complete(resultOf(command.deed));
      }
    } catch (Returned _) {
      // and so does this
    }
  }

  private static String resultOf(Deed deed) throws Exception {
    try {
      return deed.run();
    } catch (CallException failed) {
      Processes.self(); // if it was this process that ended, this throws
      return "exit " + Words.of(failed.reason());
    } catch (ExitException ended) {
      throw ended;
    } catch (NoSuchProcessException absent) {
      return absent.getMessage().startsWith("link") ? "raised noproc" : "raised badarg";
    } catch (RuntimeException refused) {
      return "raised badarg";
    }
  }

  /** Lets a puppet do something; returns the result, or {@code died} if there is none. */
  static String does(Dream dream, Pid puppet, Deed deed) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    CompletableFuture<?> end = dream.whenEnded(puppet).toCompletableFuture();
    dream.send(puppet, new Command(deed, result));
    CompletableFuture.anyOf(result, end).get(TestDream.LIMIT.toSeconds(), TimeUnit.SECONDS);
    return result.getNow("died");
  }
}
