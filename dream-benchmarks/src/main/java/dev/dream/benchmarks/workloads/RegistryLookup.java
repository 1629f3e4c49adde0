package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.registry.RegistryServer;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A thread looks up processes by their keys, of which there are 10,000. An operation is a look-up.
 * A run does half a million at least, next to which its preparation does not count.
 *
 * <p>Pekko is left out: its receptionist tells of services, and is no look-up of one actor; who
 * needs that keeps a map, as here the threads do.
 */
public final class RegistryLookup implements Workload {

  private static final String REGISTRY = "rooms";
  private static final int SIZE = 10_000;
  private static final int FEWEST = 500_000;
  private static final int STEP = 7919; // visits all of them, in no order

  private final List<String> keys = IntStream.range(0, SIZE).mapToObj(i -> "room-" + i).toList();

  /** Creates it. */
  public RegistryLookup() {}

  @Override
  public String name() {
    return "registry-lookup";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, times -> onDream(engines.node(), times))
        .add(Contender.THREADS, this::onThreads)
        .withBeam();
  }

  private Measured onDream(Node node, int times) throws InterruptedException {
    ServerRef<RegistryServer> server = RegistrySpec.unique().start(node, REGISTRY);
    UniqueRegistry<String, String> registry = UniqueRegistry.named(node, REGISTRY);
    Finish finish = new Finish(SIZE);
    List<Pid> rooms = new ArrayList<>();
    for (String key : keys) {
      Pid room =
          Dream.spawn(
              node,
              _ -> {
                registry.register(key, "open");
                finish.done();
              });
      node.send(room, "register");
      rooms.add(room);
    }
    finish.await();
    Measured measured = measure(times, key -> registry.whereis(key).isPresent());
    Dream.kill(node, rooms);
    server.stop();
    return measured;
  }

  private Measured onThreads(int times) {
    var rooms = new ConcurrentHashMap<String, LinkedTransferQueue<String>>();
    keys.forEach(key -> rooms.put(key, new LinkedTransferQueue<>()));
    return measure(times, key -> rooms.get(key) != null);
  }

  private Measured measure(int wanted, Predicate<String> found) {
    int times = Math.max(wanted, FEWEST);
    int missing = 0;
    long begun = System.nanoTime();
    for (int i = 0, at = 0; i < times; i++, at = (at + STEP) % SIZE) {
      missing += found.test(keys.get(at)) ? 0 : 1;
    }
    long ended = System.nanoTime();
    if (missing > 0) {
      throw new IllegalStateException(missing + " keys were not found");
    }
    return Measured.perOperation(ended - begun, times);
  }
}
