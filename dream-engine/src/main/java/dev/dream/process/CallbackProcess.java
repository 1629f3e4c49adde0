package dev.dream.process;

import dev.dream.runtime.EngineThread;
import dev.dream.runtime.Task;
import dev.dream.runtime.Worker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process that holds no thread while idle: a worker runs it, one batch of messages at a time. */
final class CallbackProcess extends LocalProcess implements Task {

  /** How many messages one batch handles before other processes have their turn. */
  private static final int BATCH = 64;

  private final Callbacks callbacks;
  private boolean begun;

  CallbackProcess(Node node, long id, @Nullable Pid parent, Callbacks callbacks) {
    super(node, id, parent, RUNNABLE);
    this.callbacks = callbacks;
  }

  @Override
  void start() {
    node.schedule(this);
  }

  @Override
  void schedule() {
    node.schedule(this);
  }

  @Override
  void fence(EngineThread thread) {
    // The worker must end with this process: an interrupt meant for it must never hit the next.
    ((Worker) thread).abandon();
    thread.thread().interrupt();
  }

  @Override
  String module() {
    return callbacks.module();
  }

  @Override
  Optional<Object> observe() {
    return callbacks.observe();
  }

  @Override
  Object unwrap(Object message) {
    return callbacks.unwrap(message);
  }

  @Override
  public void run(Worker worker) {
    runner = worker;
    if (!change(RUNNABLE, RUNNING)) {
      return; // ended while it waited for its turn
    }
    worker.occupy(this);
    runBatch();
    worker.occupy(null);
    if (!rest(worker) && wasKilled()) {
      worker.abandon();
    }
  }

  private void runBatch() {
    try {
      if (!begun) {
        begun = true;
        callbacks.begin();
        node.tally().begun(module());
      }
      for (int i = 0; i < BATCH && status == RUNNING; i++) {
        Object message = mailbox.poll();
        if (message == null) {
          break;
        }
        handling = message;
        handled++;
        callbacks.handle(message);
      }
      handling = null;
    } catch (Throwable thrown) {
      node.codeEnded(this, thrown);
    }
  }

  /** Makes way for other processes; returns false if this one has ended. */
  private boolean rest(Worker worker) {
    if (!mailbox.isEmpty()) {
      if (!change(RUNNING, RUNNABLE)) {
        return false;
      }
      worker.reschedule(this);
      return true;
    }
    if (!change(RUNNING, IDLE)) {
      return false;
    }
    if (mailbox.hasIncoming() && change(IDLE, RUNNABLE)) {
      node.schedule(this);
    }
    return true;
  }
}
