package dev.dream.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Short cuts for workloads on Pekko. */
public final class Pekko {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Pekko() {}

  /** Starts an actor. */
  public static <T> ActorRef<T> spawn(
      ActorSystem<SpawnProtocol.Command> system, Behavior<T> behavior)
      throws ExecutionException, InterruptedException {
    return AskPattern.<SpawnProtocol.Command, ActorRef<T>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, "", Props.empty(), replyTo),
            LIMIT,
            system.scheduler())
        .toCompletableFuture()
        .get();
  }
}
