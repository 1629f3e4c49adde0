package dev.dream.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.process.Node;
import dev.dream.process.NodeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The engines of one run, in one JVM but for the BEAM, which runs beside it and is idle while
 * others work. The main thread only.
 */
public final class Engines implements AutoCloseable {

  private final Node node;
  private final ActorSystem<SpawnProtocol.Command> pekko;
  private final ActorSystem<SpawnProtocol.Command> tunedPekko;
  private final @Nullable Beam beam;
  private final List<Runnable> others = new ArrayList<>();

  /** Starts them. */
  public Engines(Path erlang) throws Exception {
    this.node = new Node(NodeOptions.of("bench", Runtime.getRuntime().availableProcessors()));
    this.pekko = ActorSystem.create(SpawnProtocol.create(), "bench");
    this.tunedPekko = ActorSystem.create(SpawnProtocol.create(), "tuned", threadPerCore());
    this.beam = Beam.start(erlang);
  }

  private static Config threadPerCore() {
    int cores = Runtime.getRuntime().availableProcessors();
    String pool = "pekko.actor.default-dispatcher.fork-join-executor.";
    return ConfigFactory.parseMap(
            Map.of(pool + "parallelism-min", cores, pool + "parallelism-max", cores))
        .withFallback(ConfigFactory.load());
  }

  /** Returns the engine itself, as the starter makes it. */
  public Node node() {
    return node;
  }

  /** Returns Pekko, with its default settings. */
  public ActorSystem<SpawnProtocol.Command> pekko() {
    return pekko;
  }

  /**
   * Returns Pekko with a thread per core, where it has eight on a small machine by default: faster
   * where few actors talk to each other.
   */
  public ActorSystem<SpawnProtocol.Command> tunedPekko() {
    return tunedPekko;
  }

  /** Returns the BEAM; null where it is not installed. */
  public @Nullable Beam beam() {
    return beam;
  }

  /** Starts the engine itself once more, with other options, until these are closed. */
  public Dream another(DreamOptions options) {
    Dream other = Dream.create(options);
    closeWithThem(other::close);
    return other;
  }

  /** Closes something, such as one more engine, when these are closed. */
  public void closeWithThem(Runnable close) {
    others.add(close);
  }

  @Override
  public void close() {
    others.forEach(Runnable::run);
    node.close();
    end(pekko);
    end(tunedPekko);
    if (beam != null) {
      beam.close();
    }
  }

  private static void end(ActorSystem<SpawnProtocol.Command> system) {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
