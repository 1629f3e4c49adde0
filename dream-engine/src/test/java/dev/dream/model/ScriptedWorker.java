package dev.dream.model;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.model.TreeOperation.How;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;

/** The engine's side of {@link ModelWorker}. */
final class ScriptedWorker
    implements GenServer<String, ScriptedWorker.StopAndReply, ScriptedWorker.End> {

  private final Spec.Worker spec;
  private final EngineJournal journal;

  ScriptedWorker(Spec.Worker spec, EngineJournal journal) {
    this.spec = spec;
    this.journal = journal;
  }

  /** Asks it to stop, and for an answer. */
  record StopAndReply(ExitReason reason) implements Call<ScriptedWorker, String> {}

  /** Tells it to end. */
  record End(How how, ExitReason reason) implements Cast<ScriptedWorker> {}

  /** The state is what the run calls this process. */
  @Override
  public InitResult<String> init() {
    Processes.trapExit(spec.traps());
    int incarnation = journal.begins(spec.id());
    String name = Incarnations.shown(spec.id(), incarnation);
    return switch (spec.init(incarnation)) {
      case Spec.Init.Ok() -> ok(name);
      case Spec.Init.Ignore() -> ignore();
      case Spec.Init.Fail(ExitReason reason) -> stop(reason);
    };
  }

  @Override
  public CallResult<String> handleCall(StopAndReply request, From from, String name) {
    journal.log(name, "handle_call");
    return reply(request, "bye", name).thenStop(request.reason());
  }

  @Override
  public CastResult<String> handleCast(End end, String name) {
    journal.log(name, "handle_cast");
    return switch (end.how()) {
      case EXIT -> throw Processes.exit(end.reason());
      case RAISE -> throw new IllegalStateException(messageOf(end.reason()));
      case STOP -> stop(end.reason(), name);
    };
  }

  private static String messageOf(ExitReason reason) {
    return reason instanceof ExitReason.Failure failure ? failure.message() : reason.toString();
  }

  @Override
  public CastResult<String> handleInfo(Object message, String name) {
    String shown =
        message instanceof Exit(Pid from, ExitReason reason)
            ? "EXIT %s %s".formatted(journal.shown(from), Words.of(reason))
            : message.toString();
    journal.log(name, "handle_info " + shown);
    return noReply(name);
  }

  @Override
  public void terminate(ExitReason reason, String name) {
    journal.log(name, "terminate " + Words.of(reason));
    if (spec.raisesInTerminate() != null) {
      throw new IllegalStateException(spec.raisesInTerminate());
    }
  }
}
