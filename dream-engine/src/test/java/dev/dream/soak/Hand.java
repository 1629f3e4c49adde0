package dev.dream.soak;

import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.SpawnOptions;
import dev.dream.process.Timeout;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A process that lives as long as the soak and does one chore after the other. All fields belong to
 * it.
 */
final class Hand {

  /** Chores of the same weight get the same time, so what is quick is done more often. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How many processes, and links, each hand has under it. */
  static final int DEPENDENTS = 13;

  private static final int CHILDREN = 3;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  final Estate estate;
  final Node node;
  final Random random;
  final List<ServerRef<Supervisor>> supervisors = new ArrayList<>();
  ServerRef<DynamicSupervisor> dynamic;
  private final int number;
  private int unique;

  private Hand(Estate estate, int number, long seed) {
    this.estate = estate;
    this.node = estate.node;
    this.number = number;
    this.random = new Random(seed + number);
  }

  /** What a hand is told to do, and how often it has done what. */
  private record Order(
      List<Chore> chores, Duration time, CompletableFuture<Map<String, Long>> done) {}

  /** Starts a hand. */
  static Pid start(Estate estate, int number, long seed) {
    return estate.node.spawn(() -> new Hand(estate, number, seed).live(), SpawnOptions.NONE);
  }

  /** Lets a hand do chores for so long; completes with how often it has done each. */
  static CompletableFuture<Map<String, Long>> order(
      Estate estate, Pid hand, List<Chore> chores, Duration time) {
    Order order = new Order(chores, time, new CompletableFuture<>());
    estate.node.send(hand, order);
    return order.done();
  }

  private void live() {
    Processes.trapExit(true);
    for (Strategy strategy : Strategy.values()) {
      List<ChildSpec<?>> children = children();
      SupervisorSpec tree = SupervisorSpec.of(strategy, children).maxRestarts(Estate.ANY, SHORTEST);
      supervisors.add(Supervisor.startLink(tree, StartOptions.DEFAULT));
    }
    dynamic =
        DynamicSupervisor.startLink(
            DynamicSupervisorSpec.DEFAULT.maxRestarts(Estate.ANY, SHORTEST), StartOptions.DEFAULT);
    while (true) {
      Order order = receive(Order.class);
      try {
        order.done().complete(work(order));
      } catch (Throwable thrown) {
        order.done().completeExceptionally(thrown);
      }
    }
  }

  private static List<ChildSpec<?>> children() {
    Stream<ChildSpec<?>> children =
        IntStream.range(0, CHILDREN).mapToObj(i -> ChildSpec.worker("child-" + i, Hub::new));
    return children.toList();
  }

  private Map<String, Long> work(Order order) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    List<Chore> chores = new ArrayList<>(order.chores());
    long end = System.nanoTime() + order.time().toNanos();
    while (System.nanoTime() < end) {
      Collections.shuffle(chores, random);
      for (Chore chore : chores) {
        counts.merge(chore.name(), slice(chore), Long::sum);
      }
    }
    return counts;
  }

  private long slice(Chore chore) throws Exception {
    long count = 0;
    long end = System.nanoTime() + chore.weight() * SLICE_NANOS;
    do {
      chore.work().run(this);
      count += chore.size();
    } while (System.nanoTime() < end);
    assertThat(receive(Duration.ZERO))
        .as("what is left in the mailbox after: %s", chore.name())
        .isEqualTo(new Timeout());
    return count;
  }

  // --- what chores need

  /** Returns one of the processes that outlive all. */
  Pid partner() {
    return estate.partners.get(random.nextInt(estate.partners.size()));
  }

  /** Returns a number that no other hand has, and that this one has not had for long. */
  int key() {
    unique = (unique + 1) % 1_000_000;
    return number * 1_000_000 + unique;
  }

  String name() {
    return "name-" + key();
  }

  <T> T oneOf(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  ServerRef<Hub> startHub() {
    return GenServer.start(Hub::new, StartOptions.DEFAULT);
  }

  /** Waits for the end of a process and returns its reason; noproc if it has ended already. */
  ExitReason awaitEnd(Pid pid) {
    return awaitDown(monitor(pid));
  }

  ExitReason awaitDown(Ref ref) {
    Object message = receive(found -> found instanceof Down down && down.ref().equals(ref));
    return ((Down) message).reason();
  }
}
