package dev.dream.model;

import dev.dream.process.ExitReason;

/** A server by OTP's rules: a worker or a supervisor, linked to the parent that started it. */
abstract class ModelServer {

  final String name;
  final int incarnation;
  final Journal journal;
  private Parent parent;
  private ExitReason ended;

  ModelServer(String id, Parent parent, Journal journal) {
    this.parent = parent;
    this.journal = journal;
    incarnation = journal.begins(id, this);
    name = Incarnations.shown(id, incarnation);
    journal.log(this, "init");
  }

  /** Who started a server. */
  interface Parent {

    /** The exit signal of a linked server arrives. */
    void exitOf(ModelServer server, ExitReason reason);

    /** Returns the rules by which supervisors go. */
    RestartRules rules();
  }

  /** How a start went. */
  sealed interface Started {
    record Up(ModelServer server) implements Started {}

    record Ignored() implements Started {}

    record Failed(ExitReason reason) implements Started {}
  }

  /** Starts a server and all that belongs to it. */
  static Started start(Spec spec, Parent parent, Journal journal) {
    ModelServer server =
        switch (spec) {
          case Spec.Worker worker -> new ModelWorker(worker, parent, journal);
          case Spec.Tree tree -> new ModelSupervisor(tree, parent, journal);
        };
    return server.init();
  }

  abstract Spec spec();

  abstract Started init();

  abstract boolean traps();

  /** Runs {@code terminate}; returns the reason it ends with. */
  abstract ExitReason terminate(ExitReason reason);

  /** An exit message that is not its parent's arrives. */
  abstract void handleExit(String from, ExitReason reason);

  final boolean isAlive() {
    return ended == null;
  }

  final ExitReason ended() {
    return ended;
  }

  final boolean isChildOf(Parent other) {
    return parent == other;
  }

  /** Ends in order: terminate runs first. */
  final void stop(ExitReason reason) {
    end(terminate(reason));
  }

  /** Ends, and its parent hears of it. */
  void end(ExitReason reason) {
    ended = reason;
    journal.ended(this, reason);
    if (parent != null) {
      parent.exitOf(this, reason);
    }
  }

  /** Its parent ends it, and does not want to hear of it as of a crash. */
  final void shutDown(boolean brutally) {
    parent = null;
    if (brutally) {
      end(ExitReason.KILLED);
    } else if (traps()) {
      stop(ExitReason.SHUTDOWN);
    } else {
      end(ExitReason.SHUTDOWN);
    }
  }

  /** Its parent is gone without having stopped it. */
  final void orphaned(ExitReason reason) {
    parent = null;
    parentExit(reason);
  }

  /** The reason kill cannot be trapped. A server that traps exits ends in order with its parent. */
  final void signal(String from, boolean isFromParent, ExitReason reason) {
    if (reason == ExitReason.KILL) {
      end(ExitReason.KILLED);
    } else if (isFromParent) {
      parentExit(reason);
    } else if (traps()) {
      handleExit(from, reason);
    } else if (reason != ExitReason.NORMAL) {
      end(reason);
    }
  }

  private void parentExit(ExitReason reason) {
    if (traps()) {
      stop(reason);
    } else if (reason != ExitReason.NORMAL) {
      end(reason);
    }
  }
}
