package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process of a test: runs one part after the other, handed over by the thread of the test,
 * which waits. What the code throws reaches that thread; the process goes on.
 *
 * <p>A part is done when its process still lives after it. So what a process throws because it has
 * been ended never passes for what the test has to say.
 */
final class TestProcess {

  private final CurrentTest test;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final Pid pid;
  private final CompletableFuture<ExitReason> ended;

  /** A part of a test: its code, and what its thread is known by. */
  private record Part(Code code, ClassLoader loader, CompletableFuture<Void> done) {}

  /** What a test does. */
  @FunctionalInterface
  interface Code {
    void run() throws Throwable;
  }

  TestProcess(CurrentTest test, String label) {
    this.test = test;
    this.pid = test.dream().node().spawn(() -> live(label), SpawnOptions.NONE.of("test"));
    this.ended = test.dream().whenEnded(pid).toCompletableFuture();
  }

  /** Returns whether it has not ended. */
  boolean alive() {
    return !ended.isDone();
  }

  /**
   * Runs a part of the test in the process.
   *
   * @throws AssertionError if the process was ended, by whomever
   * @throws InterruptedException if the caller was interrupted; the process is killed then
   */
  void run(Code code) throws Throwable {
    Part part =
        new Part(code, Thread.currentThread().getContextClassLoader(), new CompletableFuture<>());
    parts.add(part);
    try {
      CompletableFuture.anyOf(part.done, ended).handle((_, _) -> true).get();
    } catch (InterruptedException tooLate) {
      throw interrupted(tooLate);
    }
    if (!part.done.isDone()) {
      throw wasEnded(ended.get());
    }
    try {
      part.done.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  /** Ends the process, what is linked to it, and all that it has started. */
  void end() {
    Dream dream = test.dream();
    List<Pid> descendants =
        dream.processes().stream()
            .filter(info -> info.ancestors().contains(pid))
            .map(ProcessInfo::pid)
            .toList();
    try {
      run(() -> Processes.trapExit(false)); // or it would only be told
    } catch (Throwable endedBefore) {
      // so be it
    }
    end(pid);
    descendants.forEach(this::end);
  }

  /** In good order, or else by force. */
  private void end(Pid process) {
    test.dream().exit(process, ExitReason.SHUTDOWN);
    if (test.dream().alive(process)) {
      test.dream().exit(process, ExitReason.KILL);
    }
  }

  private void live(String label) throws InterruptedException {
    Processes.put(CurrentTest.KEY, test);
    Processes.label(label);
    while (true) {
      perform(parts.take());
    }
  }

  private static void perform(Part part) {
    Thread.currentThread().setContextClassLoader(part.loader);
    Throwable thrown = null;
    try {
      part.code.run();
    } catch (Throwable failure) {
      thrown = failure;
    }
    Processes.self(); // throws if the process has been ended: the part has not been done then
    if (thrown == null) {
      part.done.complete(null);
    } else {
      part.done.completeExceptionally(thrown);
    }
  }

  private InterruptedException interrupted(InterruptedException cause) {
    List<StackTraceElement> stack = test.dream().node().stackOf(pid);
    test.dream().exit(pid, ExitReason.KILL);
    InterruptedException thrown =
        new InterruptedException("the test was interrupted, and its process " + pid + " killed");
    thrown.addSuppressed(cause);
    if (!stack.isEmpty()) {
      thrown.setStackTrace(stack.toArray(StackTraceElement[]::new));
    }
    return thrown;
  }

  private AssertionError wasEnded(ExitReason reason) {
    AssertionError failure =
        new AssertionError(
            ("the process %s of the test was ended: %s; by a link, or an exit signal, which"
                    + " trapExit(true) turns into a message; crashes that were not expected:%s")
                .formatted(pid, reason, EngineAssertions.shown(test.crashes().unexpected())));
    if (reason instanceof ExitReason.Failure crash && crash.cause() != null) {
      failure.initCause(crash.cause());
    }
    return failure;
  }
}
