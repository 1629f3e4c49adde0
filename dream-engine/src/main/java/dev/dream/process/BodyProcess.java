package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.runtime.EngineThread;
import org.jspecify.annotations.Nullable;

/** A process with a stack, and so with a virtual thread, of its own. */
final class BodyProcess extends LocalProcess {

  private final String module;
  private final Body body;
  private final Lane lane;

  BodyProcess(Node node, long id, @Nullable Pid parent, SpawnOptions options, Body body) {
    super(node, id, parent, node.limits(options));
    this.module = options.module();
    this.body = body;
    this.lane = new Lane();
  }

  @Override
  void start() {
    lane.startInTurns();
  }

  @Override
  void schedule(@Nullable EngineThread by) {
    throw new IllegalStateException(this + " is never idle");
  }

  @Override
  void fence(EngineThread thread) {
    thread.interrupt();
  }

  @Override
  String module() {
    return module;
  }

  @Override
  boolean isAtRest() {
    return mailbox.isWaiting();
  }

  @Override
  void received() {
    handled++;
  }

  /** What waits for a message has seen those that it leaves; what never took one has none. */
  @Override
  boolean isDrained() {
    return mailbox.isWaiting()
        || runner != null && isAlive() && handledSoFar() == 0 && mailbox.depth() == 0;
  }

  private void live() {
    if (enter(lane)) { // or it has ended before it began
      try (Scope _ = openContext()) {
        runBody();
      }
    }
    wasKilled(lane);
  }

  private void runBody() {
    try {
      node.lookout().stir();
      node.tally().begun(module);
      body.run();
      node.codeEnded(this, null);
    } catch (Throwable thrown) {
      node.codeEnded(this, thrown);
    }
  }

  private final class Lane extends EngineThread {

    Lane() {
      super(node.threads(), node.threadName(pid));
      occupy(BodyProcess.this);
    }

    @Override
    public void run() {
      inTurns(BodyProcess.this::live);
    }
  }
}
