package dev.dream.model;

import dev.dream.process.ExitReason;

/** A worker: a GenServer that does nothing but what it is told. */
final class ModelWorker extends ModelServer {

  private final Spec.Worker spec;

  ModelWorker(Spec.Worker spec, Parent parent, Journal journal) {
    super(spec.id(), parent, journal);
    this.spec = spec;
  }

  @Override
  Spec spec() {
    return spec;
  }

  @Override
  Started init() {
    return switch (spec.init(incarnation)) {
      case Spec.Init.Ok() -> new Started.Up(this);
      case Spec.Init.Ignore() -> {
        end(ExitReason.NORMAL);
        yield new Started.Ignored();
      }
      case Spec.Init.Fail(ExitReason reason) -> {
        end(reason);
        yield new Started.Failed(reason);
      }
    };
  }

  @Override
  boolean traps() {
    return spec.traps();
  }

  @Override
  ExitReason terminate(ExitReason reason) {
    journal.log(this, "terminate " + Words.of(reason));
    String raised = spec.raisesInTerminate();
    return raised == null ? reason : ExitReason.error(raised);
  }

  @Override
  void handleExit(String from, ExitReason reason) {
    journal.log(this, "handle_info EXIT %s %s".formatted(from, Words.of(reason)));
  }
}
