package dev.dream.model;

import dev.dream.supervisor.Restart;

/** A child as its supervisor knows it; {@code server} is null when it does not run. */
final class ModelChild {

  final Spec spec;
  ModelServer server;

  ModelChild(Spec spec) {
    this.spec = spec;
  }

  boolean isTemporary() {
    return spec.rule().restart() == Restart.TEMPORARY;
  }

  boolean isSupervisor() {
    return spec instanceof Spec.Tree;
  }

  boolean runs() {
    return server != null;
  }

  String shown() {
    return server == null ? "undefined" : server.name;
  }
}
