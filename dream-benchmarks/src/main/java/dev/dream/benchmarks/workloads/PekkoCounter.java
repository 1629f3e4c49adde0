package dev.dream.benchmarks.workloads;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What {@link Counter} is, as an actor. */
final class PekkoCounter {

  /** Answers, crashes and stops. */
  static final Behavior<Command> BEHAVIOR =
      Behaviors.receiveMessage(
          command ->
              switch (command) {
                case Get(ActorRef<Integer> replyTo) -> {
                  replyTo.tell(1);
                  yield Behaviors.same();
                }
                case Told.COUNT -> Behaviors.same();
                case Told.CRASH -> throw new IllegalStateException("told to crash");
                case Told.STOP -> Behaviors.stopped();
              });

  private PekkoCounter() {}

  /** What it takes. */
  sealed interface Command {}

  record Get(ActorRef<Integer> replyTo) implements Command {}

  enum Told implements Command {
    COUNT,
    CRASH,
    STOP
  }
}
