package dev.dream;

import dev.dream.process.Body;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SpawnOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Runs code as a process on behalf of a thread that is none, which waits for it. */
final class ProcessRun {

  private ProcessRun() {}

  static <T> T run(Node node, Callable<T> code) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    CountDownLatch watched = new CountDownLatch(1);
    Body body =
        () -> {
          watched.await(); // so that its end, whatever it is, is heard
          settle(result, code);
        };
    Pid pid = node.spawn(body, SpawnOptions.NONE.of("run"));
    ReplySlot slot = node.kernel().openReply(pid);
    watched.countDown();
    Outcome end = slot.await(Processes.INFINITY);
    if (end instanceof Outcome.Interrupted) {
      node.exit(pid, ExitReason.KILL);
      throw new InterruptedException("the thread that waited for " + pid + " was interrupted");
    }
    ExitReason reason = end instanceof Outcome.Exited(ExitReason why) ? why : ExitReason.KILLED;
    // What the code throws is caught, so the process ends normally unless it is ended from outside.
    if (reason != ExitReason.NORMAL || !result.isDone()) {
      throw new ExitException(reason);
    }
    try {
      return result.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) failed.getCause();
    }
  }

  private static <T> void settle(CompletableFuture<T> result, Callable<T> code) {
    try {
      result.complete(code.call());
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    }
  }
}
