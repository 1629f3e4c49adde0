package dev.dream.registry;

import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many at the same time, and the ends of processes at the worst moments. */
class RegistryStressTest {

  private static final int ROUNDS = 2_000;

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private UniqueRegistry<Object, Object> unique() {
    return UniqueRegistry.named(dream.get().node(), "rooms");
  }

  private Entries<?, ?> entries(String registry) {
    Object table = dream.get().node().kernel().observe(dream.pid(registry)).orElseThrow();
    return ((Table<?, ?>) table).entries();
  }

  private void assertEmpty(String registry) {
    assertThat(entries(registry).size()).as("entries").isZero();
    assertThat(entries(registry).owners()).as("owners").isZero();
  }

  @Test
  void aProcessGivesManyKeysBack() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "many");
    UniqueRegistry<Integer, Integer> many = UniqueRegistry.named(dream.get().node(), "many");
    int keys = 100_000;
    Member member = Member.of(dream);
    member.runs(
        () -> {
          for (int key = 0; key < keys; key++) {
            many.register(key, key);
          }
          for (int key = keys - 1; key >= 0; key--) {
            assertThat(many.values(key, member.pid())).containsExactly(key);
            many.unregister(key);
          }
        });
    assertThat(many.count()).isZero();
    assertThat(dream.get().info(member.pid()).orElseThrow().links()).isEmpty();
  }

  @Test
  void whoHearsOfADeathFindsNoEntryAndCanTakeTheKey() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    UniqueRegistry<Object, Object> rooms = unique();

    try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
      dream.run(
          () -> {
            for (int i = 0; i < ROUNDS; i++) {
              Pid holder = Processes.spawn(() -> registerAndWait(rooms));
              var ref = monitor(holder);
              killers.execute(() -> dream.get().exit(holder, ExitReason.KILL));
              receive(message -> message instanceof Down down && down.ref().equals(ref));
              assertThat(rooms.lookup("key")).isEmpty();
              assertThat(rooms.tryRegister("key", i)).isEqualTo(new RegisterResult.Ok());
              rooms.unregister("key");
            }
          });
    }
    assertEmpty("rooms");
  }

  private static void registerAndWait(UniqueRegistry<Object, Object> rooms) {
    rooms.tryRegister("key", 0);
    receive();
  }

  @Test
  void aSupervisorNeverFailsOnTheOldKey() {
    int children = 5;
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    List<ChildSpec<?>> specs = new ArrayList<>();
    for (int i = 0; i < children; i++) {
      specs.add(ChildSpec.worker("c" + i, Counter::new).name(unique().via(i)));
    }
    var supervisor =
        dream.start(
            SupervisorSpec.of(Strategy.ONE_FOR_ONE, specs)
                .maxRestarts(Integer.MAX_VALUE, SupervisorSpec.DEFAULT_PERIOD));

    var random = new Random(42);
    for (int i = 0; i < ROUNDS; i++) {
      int key = random.nextInt(children);
      await()
          .atMost(TestDream.LIMIT)
          .pollInterval(Duration.ofNanos(100_000))
          .until(() -> unique().whereis(key).isPresent());
      dream.get().exit(unique().whereis(key).orElseThrow(), ExitReason.KILL);
    }

    assertThat(logs.from(Level.ERROR)).isEmpty();
    assertThat(Supervisor.whichChildren(supervisor)).hasSize(children);
  }

  @Test
  void ofManyThatWantOneKeyExactlyOneHasIt() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    UniqueRegistry<Object, Object> rooms = unique();
    int wanting = 8;

    for (int round = 0; round < 200; round++) {
      var won = new AtomicInteger();
      var tried = new CountDownLatch(wanting);
      List<Pid> all = new ArrayList<>();
      for (int i = 0; i < wanting; i++) {
        all.add(
            dream
                .get()
                .spawn(
                    () -> {
                      if (rooms.tryRegister("key", 0) instanceof RegisterResult.Ok) {
                        won.incrementAndGet();
                      }
                      tried.countDown();
                      receive();
                    }));
      }
      tried.await();
      assertThat(won).hasValue(1);
      all.forEach(pid -> dream.get().exit(pid, ExitReason.KILL));
      assertEmpty("rooms");
    }
  }

  @Test
  void registeringUnregisteringAndDyingAtRandomLeavesNothing() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    RegistrySpec.duplicate().start(dream.get().node(), "topics");
    long seed = System.nanoTime();

    var done = new AtomicLong();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      List<Pid> all = new ArrayList<>();
      long before = done.get();
      for (int j = 0; j < 5; j++) {
        var choice = new Random(random.nextLong());
        all.add(dream.get().spawn(() -> registerAtRandom(choice, done)));
      }
      while (done.get() < before + 100) {
        Thread.yield();
      }
      all.forEach(pid -> dream.get().exit(pid, ExitReason.KILL));
    }

    assertThat(unique().select(_ -> true)).as("seed " + seed).isEmpty();
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> dream.get().tally().fencedThreads() == 0);
    assertEmpty("rooms");
    assertEmpty("topics");
  }

  private static void registerAtRandom(Random random, AtomicLong done) {
    UniqueRegistry<Object, Object> rooms = UniqueRegistry.named("rooms");
    DuplicateRegistry<Object, Object> topics = DuplicateRegistry.named("topics");
    while (true) {
      int key = random.nextInt(10);
      switch (random.nextInt(4)) {
        case 0 -> rooms.tryRegister(key, key);
        case 1 -> rooms.unregister(key);
        case 2 -> topics.register(key, key);
        default -> topics.unregisterMatch(key, value -> value.equals(key));
      }
      done.incrementAndGet();
    }
  }

  @Test
  void aHundredThousandThatRegisterAndEndLeaveNothing() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    RegistrySpec.duplicate().start(dream.get().node(), "topics");
    DuplicateRegistry<Object, Object> topics =
        DuplicateRegistry.named(dream.get().node(), "topics");
    int many = 100_000;
    var atOnce = new Semaphore(100);

    for (int i = 0; i < many; i++) {
      int key = i;
      atOnce.acquire();
      dream
          .get()
          .node()
          .spawn(
              () -> {
                unique().register(key, key);
                topics.register("all", key);
                atOnce.release();
              },
              SpawnOptions.NONE);
    }
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> dream.get().processes().size() == 4 && dream.get().tally().exitsInFlight() == 0);

    assertEmpty("rooms");
    assertEmpty("topics");
    dream
        .get()
        .processes()
        .forEach(process -> assertThat(process.links()).as(process.module()).hasSize(1));
  }

  @Test
  void aRegistryMayBeKilledWhileProcessesRegister() throws Exception {
    dream.start(
        SupervisorSpec.oneForOne(ChildSpec.worker("rooms", RegistrySpec.unique()).named())
            .maxRestarts(Integer.MAX_VALUE, SupervisorSpec.DEFAULT_PERIOD));
    var unexpected = ConcurrentHashMap.<Throwable>newKeySet();
    List<Pid> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int key = i;
      all.add(dream.get().spawn(() -> registerForEver(key, unexpected)));
    }

    for (int i = 0; i < 300; i++) {
      dream.get().whereis("rooms").ifPresent(pid -> dream.get().exit(pid, ExitReason.KILL));
      Thread.yield();
    }
    all.forEach(pid -> dream.get().exit(pid, ExitReason.KILL));

    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                dream
                    .get()
                    .whereis("rooms")
                    .flatMap(dream.get().node().kernel()::observe)
                    .isPresent());
    Member alice = Member.of(dream);
    alice.runs(() -> unique().register("key", 1));
    alice.kill();
    assertThat(unexpected).isEmpty();
    assertEmpty("rooms");
  }

  /**
   * Only a registry that does not run may be in the way; exits are the processes' own matter. It
   * waits between two rounds: virtual threads that never block leave no carrier to all others.
   */
  private static void registerForEver(int key, Set<Throwable> unexpected) {
    Processes.trapExit(true);
    while (true) {
      Processes.receive(Duration.ofNanos(10_000));
      try {
        UniqueRegistry<Object, Object> rooms = UniqueRegistry.named("rooms");
        rooms.tryRegister(key, key);
        rooms.unregister(key);
      } catch (IllegalArgumentException notRunning) {
        // it will be
      } catch (RuntimeException | Error other) {
        Processes.self(); // killed: this throws
        unexpected.add(other);
      }
    }
  }

  @Test
  void manyThreadsThatWantOneProcessStartIt() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    int threads = 16;
    int keys = 100;
    var starts = new AtomicInteger();
    var barrier = new CyclicBarrier(threads);

    Callable<List<Pid>> client =
        () -> {
          List<Pid> found = new ArrayList<>();
          for (int key = 0; key < keys; key++) {
            barrier.await();
            found.add(
                unique()
                    .lookupOrStart(
                        key,
                        name ->
                            DynamicSupervisor.startChild(
                                supervisor,
                                ChildSpec.worker(
                                        () -> {
                                          starts.incrementAndGet();
                                          return new Counter();
                                        })
                                    .name(name))));
          }
          return found;
        };
    Set<List<Pid>> answers = ConcurrentHashMap.newKeySet();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Pid>>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(clients.submit(client));
      }
      for (Future<List<Pid>> each : all) {
        answers.add(each.get());
      }
    }

    assertThat(answers).hasSize(1);
    assertThat(starts).hasValue(keys);
    assertThat(DynamicSupervisor.countChildren(supervisor).active()).isEqualTo(keys);
    assertThat(unique().count()).isEqualTo(keys);
  }

  @Test
  void aStoppedServersNameIsFreeWhenStopReturns() {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    for (int i = 0; i < ROUNDS; i++) {
      var server = dream.get().start(Counter::new, StartOptions.named(unique().via("key", i)));
      server.stop();
    }
    assertEmpty("rooms");
  }
}
