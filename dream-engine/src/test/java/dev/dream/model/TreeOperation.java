package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.List;

/** What can be done to a supervision tree and its processes, by the process {@code main}. */
sealed interface TreeOperation extends Operation<TreeOperation> {

  /** Starts the tree, linked. */
  record Start(Spec.Tree tree) implements TreeOperation {

    @Override
    public List<TreeOperation> simpler() {
      return tree.simpler().stream().<TreeOperation>map(Start::new).toList();
    }
  }

  /** How a worker ends when it is told to by a cast. */
  enum How {
    EXIT,
    RAISE,
    STOP
  }

  record CastEnd(String to, How how, ExitReason reason) implements TreeOperation {}

  /** A call that is answered while the worker stops. */
  record CallStop(String to, ExitReason reason) implements TreeOperation {}

  record Stop(String to, ExitReason reason) implements TreeOperation {}

  record Signal(String to, ExitReason reason) implements TreeOperation {}

  record StartChild(String supervisor, Spec spec) implements TreeOperation {}

  record TerminateChild(String supervisor, String id) implements TreeOperation {}

  record RestartChild(String supervisor, String id) implements TreeOperation {}

  record DeleteChild(String supervisor, String id) implements TreeOperation {}

  record WhichChildren(String supervisor) implements TreeOperation {}

  record CountChildren(String supervisor) implements TreeOperation {}

  record IsAlive(String of) implements TreeOperation {}

  /** Takes all messages out of main's mailbox. */
  record TakeMail() implements TreeOperation {}
}
