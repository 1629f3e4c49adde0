package dev.dream.registry;

import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.Observed;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The process behind a registry: it stands in the supervision tree and takes those who registered
 * down with it, with reason shutdown when it is stopped. It answers nothing: the functions of
 * {@link Registry} find its {@link Table} by its name and work on that. Elixir: the supervisor that
 * {@code Registry.start_link/1} starts.
 *
 * <p>{@code table} is written by the process and read by anybody.
 */
public final class RegistryServer
    implements GenServer<Pid, Call<RegistryServer, ?>, Cast<RegistryServer>>, Observed {

  private final RegistrySpec spec;
  private final ConcurrentMap<Object, Object> meta;
  private volatile Optional<Object> table = Optional.empty();

  RegistryServer(RegistrySpec spec) {
    this.spec = spec;
    this.meta = new ConcurrentHashMap<>(spec.meta());
  }

  @Override
  public InitResult<Pid> init() {
    Processes.trapExit(true);
    return ok(open());
  }

  @Override
  public CastResult<Pid> handleInfo(Object message, Pid partition) throws Exception {
    if (message instanceof Exit(Pid from, ExitReason _)) {
      return noReply(from.equals(partition) ? open() : partition);
    }
    return GenServer.super.handleInfo(message, partition);
  }

  /** Ends the partition, and so those who registered, before the registry itself. */
  @Override
  public void terminate(ExitReason reason, Pid partition) {
    Ref ref = monitor(partition);
    exit(partition, ExitReason.SHUTDOWN);
    receive(message -> message instanceof Down down && down.ref().equals(ref));
  }

  /** Returns its table, which is of use in this package only. */
  @Override
  public Optional<Object> observe() {
    return table;
  }

  /** Begins with an empty table. */
  private Pid open() {
    Node node = Node.current();
    String name = name(node);
    Pid partition = startPartition();
    Index<Object, Object> index =
        switch (spec.keys()) {
          case UNIQUE -> new UniqueIndex<>();
          case DUPLICATE -> new DuplicateIndex<>();
        };
    table =
        Optional.of(new Table<>(self(), name, spec, meta, Entries.open(node, partition, index)));
    return partition;
  }

  private static Pid startPartition() {
    return GenServer.startLink(Partition::new).pid().orElseThrow();
  }

  private static String name(Node node) {
    return node.nameOf(self())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a registry needs a name; start it with RegistrySpec.startLink(name), or as a"
                        + " child that is named()"));
  }
}
