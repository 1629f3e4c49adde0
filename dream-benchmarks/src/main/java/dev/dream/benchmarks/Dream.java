package dev.dream.benchmarks;

import dev.dream.process.Callbacks;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.List;

/** Short cuts for workloads on the engine itself. */
public final class Dream {

  private Dream() {}

  /** Takes messages. */
  @FunctionalInterface
  public interface Handler {

    /** Takes one. */
    void handle(Object message) throws Exception;
  }

  /** Starts a callback process. */
  public static Pid spawn(Node node, Handler handler) {
    return node.spawn(callbacks(handler), SpawnOptions.NONE);
  }

  /** Returns a callback process's code. */
  public static Callbacks callbacks(Handler handler) {
    return new Callbacks() {
      @Override
      public void begin() {}

      @Override
      public void handle(Object message) throws Exception {
        handler.handle(message);
      }
    };
  }

  /** Ends processes. */
  public static void kill(Node node, List<Pid> pids) {
    pids.forEach(pid -> node.exit(pid, ExitReason.KILL));
  }
}
