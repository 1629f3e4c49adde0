package dev.dream.soak;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import dev.dream.process.Tables;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.task.TaskSupervisor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What all hands share and what outlives all that they do. */
final class Estate {

  /** So many restarts are never reached. */
  static final int ANY = 1_000_000;

  private static final int PARTNERS = 4;

  final Dream dream;
  final Node node;
  final ServerRef<Hub> hub;
  final UniqueRegistry<Integer, String> keys;
  final DuplicateRegistry<Integer, String> topics;
  final ServerRef<TaskSupervisor> tasks;
  final List<Pid> partners;
  final AtomicLong lateReplies = new AtomicLong();

  Estate(DreamOptions options) {
    dream = Dream.create(options);
    node = dream.node();
    hub = dream.start(Hub::new, StartOptions.named("hub"));
    RegistrySpec.unique().start(node, "keys");
    RegistrySpec.duplicate().start(node, "topics");
    keys = UniqueRegistry.named(node, "keys");
    topics = DuplicateRegistry.named(node, "topics");
    tasks = TaskSupervisor.start(node, DynamicSupervisorSpec.DEFAULT, StartOptions.named("tasks"));
    partners = Stream.generate(this::partner).limit(PARTNERS).toList();
  }

  /** Returns what the tables hold as long as all this, and so many hands, have nothing to do. */
  Tables tables(int hands) {
    int registries = 2; // each has a partition, to which a belonging and a link lead
    int servers = 2 + 2 * registries;
    int bodies = hands + PARTNERS;
    int links = registries + hands * Hand.DEPENDENTS;
    return new Tables(
        servers + bodies + hands * Hand.DEPENDENTS,
        2 + registries,
        0,
        2 * links,
        0,
        0,
        registries,
        0,
        0,
        0,
        bodies,
        0,
        0);
  }

  private Pid partner() {
    return node.spawn(
        () -> {
          Processes.trapExit(true);
          while (true) {
            Processes.receive();
          }
        },
        SpawnOptions.NONE);
  }
}
