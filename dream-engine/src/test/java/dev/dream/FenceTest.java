package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.agent.Agent;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.RequestId;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.AliasMode;
import dev.dream.process.Body;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Kernel;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.SpawnOptions;
import dev.dream.process.SystemRequest;
import dev.dream.process.TimerRef;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import dev.dream.task.Task;
import dev.dream.task.TaskSupervisor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that has been killed can do nothing through the engine, although its code runs on. */
@Timeout(60)
class FenceTest {

  private static final ProcessKey<String> KEY = ProcessKey.of("key");

  @RegisterExtension final TestDream test = new TestDream();

  private final Events events = new Events();
  private final Map<String, Body> operations = new LinkedHashMap<>();
  private final CompletableFuture<From> from = new CompletableFuture<>();
  private volatile boolean stop;
  private Dream dream;
  private Node node;
  private Pid other;
  private ServerRef<Probe> server;
  private ServerRef<Agent<Integer>> agent;
  private UniqueRegistry<String, String> rooms;
  private DuplicateRegistry<String, String> listeners;

  @BeforeEach
  void start() throws Exception {
    dream = test.get();
    node = dream.node();
    other = dream.spawn(() -> Processes.receive("end"::equals));
    server = dream.start(() -> new Probe("server", events), StartOptions.named("server"));
    server.callAsync(
        new Probe.Ask(
            (probe, _, asker, state) -> {
              from.complete(asker);
              return probe.noReply(state);
            }),
        Processes.INFINITY);
    from.get();
    agent = dream.start(() -> new Agent<>(() -> 1));
    RegistrySpec.unique().start(node, "rooms");
    RegistrySpec.duplicate().start(node, "listeners");
    rooms = UniqueRegistry.named(node, "rooms");
    listeners = DuplicateRegistry.named(node, "listeners");
  }

  @Test
  void refusesEveryOperationAndNothingChanges() throws Exception {
    addProcesses();
    addDream();
    addKernel();
    addServers();
    addRegistries();
    addSupervisors();
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Map<String, String>> done = new CompletableFuture<>();
    Pid victim =
        dream.spawn(
            () -> {
              addOwn();
              running.countDown();
              while (!stop) {
                LockSupport.parkNanos(100_000);
                Thread.interrupted();
              }
              done.complete(outcomes());
            });
    running.await();
    dream.exit(victim, ExitReason.KILL);
    long spawned = dream.tally().spawned();
    stop = true;
    Map<String, String> outcomes = done.get();
    assertThat(outcomes).allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo("killed"));
    assertThat(outcomes).hasSizeGreaterThan(80);
    assertThat(dream.tally().spawned()).isEqualTo(spawned);
    assertThat(dream.registered()).containsExactly("listeners", "rooms", "server");
    assertThat(dream.info(other).orElseThrow().mailboxDepth()).isZero();
    assertThat(dream.info(other).orElseThrow().links()).isEmpty();
    assertThat(rooms.count() + listeners.count()).isZero();
    assertThat(from.get().isWaiting()).isTrue();
    assertThat(Agent.<Integer, Integer>get(agent, state -> state)).isEqualTo(1);
    dream.exit(other, ExitReason.KILL);
  }

  private Map<String, String> outcomes() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    operations.forEach(
        (name, operation) -> {
          try {
            operation.run();
            outcomes.put(name, "done");
          } catch (ExitException exit) {
            outcomes.put(name, exit.reason().toString());
          } catch (Throwable thrown) {
            outcomes.put(name, thrown.toString());
          }
        });
    return outcomes;
  }

  private void addProcesses() {
    TimerRef timer = dream.sendAfter(other, "late", Duration.ofHours(1));
    add("self", Processes::self);
    add("makeRef", Processes::makeRef);
    add("spawn", () -> Processes.spawn(() -> {}));
    add("spawnLink", () -> Processes.spawnLink(() -> {}));
    add("spawnMonitor", () -> Processes.spawnMonitor(() -> {}));
    add("link", () -> Processes.link(other));
    add("unlink", () -> Processes.unlink(other));
    add("monitor", () -> Processes.monitor(other));
    add("monitor with alias", () -> Processes.monitor(other, AliasMode.DEMONITOR));
    add("alias", Processes::alias);
    add("send", () -> Processes.send(other, "hello"));
    add("send to a name", () -> Processes.send("server", "hello"));
    add("sendAfter", () -> Processes.sendAfter(other, "hello", Duration.ZERO));
    add("startTimer", () -> Processes.startTimer(other, "hello", Duration.ZERO));
    add("cancelTimer", () -> Processes.cancelTimer(timer));
    add("readTimer", () -> Processes.readTimer(timer));
    add("receive", () -> Processes.receive());
    add("receive at once", () -> Processes.receive(Duration.ZERO));
    add("receive a type", () -> Processes.receive(String.class));
    add("exit another", () -> Processes.exit(other, ExitReason.KILL));
    add("trapExit", () -> Processes.trapExit(true));
    add("alive", () -> Processes.alive(other));
    add("label", () -> Processes.label("new"));
    add("parent", Processes::parent);
    add("ancestors", Processes::ancestors);
    add("processInfo", () -> Processes.processInfo(other));
    add("put", () -> Processes.put(KEY, "value"));
    add("get", () -> Processes.get(KEY));
    add("delete", () -> Processes.delete(KEY));
    add("getKeys", Processes::getKeys);
    add("register itself", () -> Processes.register("me"));
    add("register", () -> Processes.register("another", other));
    add("unregister", () -> Processes.unregister("server"));
    add("whereis", () -> Processes.whereis("server"));
    add("registered", Processes::registered);
    add("resolve", () -> Processes.resolve(other));
    add("Node.current", () -> Node.current());
  }

  private void addDream() {
    TimerRef timer = dream.sendAfter(other, "late", Duration.ofHours(1));
    add("dream spawn", () -> dream.spawn(() -> {}));
    add("dream run", () -> dream.run(() -> 1));
    add("dream send", () -> dream.send(other, "hello"));
    add("dream send to a name", () -> dream.send("server", "hello"));
    add("dream sendAfter", () -> dream.sendAfter(other, "hello", Duration.ZERO));
    add("dream cancelTimer", () -> dream.cancelTimer(timer));
    add("dream readTimer", () -> dream.readTimer(timer));
    add("dream exit", () -> dream.exit(other, ExitReason.KILL));
    add("dream register", () -> dream.register("another", other));
    add("dream unregister", () -> dream.unregister("server"));
    add("dream whenEnded", () -> dream.whenEnded(other));
    add("dream start", () -> dream.start(() -> new Probe("new", events)));
    add(
        "dream startSupervisor",
        () -> dream.startSupervisor(SupervisorSpec.oneForOne(), StartOptions.DEFAULT));
    add(
        "dream startDynamicSupervisor",
        () -> dream.startDynamicSupervisor(DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT));
    add("node startTimer", () -> node.startTimer(other, "hello", Duration.ZERO));
    add("node spawn", () -> node.spawn(() -> {}, SpawnOptions.NONE));
    add("node spawnMonitor", () -> node.spawnMonitor(() -> {}, SpawnOptions.NONE));
    add("node self", () -> node.self());
  }

  private void addKernel() {
    Kernel kernel = node.kernel();
    Pid serving = server.pid().orElseThrow();
    ReplySlot slot = kernel.openReply(other);
    add("kernel deliver", () -> kernel.deliver(other, "hello"));
    add("kernel offer", () -> kernel.offer(other, "hello", Duration.ZERO));
    add("kernel post", () -> kernel.post(other, "hello"));
    add("kernel deliverAfter", () -> kernel.deliverAfter(other, "hello", Duration.ZERO));
    add("kernel link", () -> kernel.link(other, serving));
    add("kernel attach", () -> kernel.attach(other, _ -> {}));
    add("kernel openReply", () -> kernel.openReply(other));
    add("kernel system", () -> kernel.system(serving, new SystemRequest.Suspend()));
    add("kernel unlinkAndExit", () -> kernel.unlinkAndExit(other, ExitReason.KILL));
    add("slot answer", () -> slot.answer("hello"));
    add("slot answerAtEnd", () -> slot.answerAtEnd("hello"));
    add("slot await", () -> slot.await(Duration.ZERO));
    add("slot peek", () -> slot.peek(Duration.ZERO));
  }

  private void addServers() {
    Probe.Ask state = Probe.Ask.state();
    ServerRef<Probe> named = dream.ref("server");
    RequestId<Object> sent = server.sendRequest(Probe.Ask.unanswered());
    Probe.Tell crash = Probe.Tell.crash("must not happen");
    add("call", () -> server.call(state));
    add("call by name", () -> named.call(state));
    add("call nobody", () -> dream.<Probe>ref("nobody").call(state));
    add("callAsync", () -> server.callAsync(state));
    add("sendRequest", () -> server.sendRequest(state));
    add("waitResponse", () -> sent.waitResponse(Duration.ZERO));
    add("cast", () -> server.cast(crash));
    add("cast by name", () -> named.cast(crash));
    add("stop", () -> server.stop());
    add("reply", () -> from.join().reply(state, "hello"));
    add("startLink", () -> GenServer.startLink(() -> new Probe("new", events)));
    add(
        "ServerRef.start",
        () -> ServerRef.start(node, () -> new Probe("n", events), StartOptions.DEFAULT));
    add("ServerRef.named", () -> ServerRef.named("server"));
    add("Agent.get", () -> Agent.get(agent, count -> count));
    add("Agent.update", () -> Agent.update(agent, count -> count + 1));
    add("Agent.cast", () -> Agent.cast(agent, count -> count + 1));
    add("Agent.startLink", () -> Agent.startLink(() -> 1));
    add("Task.async", () -> Task.async(() -> 1));
    add("Task.completed", () -> Task.completed(1));
    add("Task.start", () -> Task.start(() -> {}));
    add("Sys.getState", () -> Sys.getStatus(server));
    add("Sys.suspend", () -> Sys.suspend(server));
  }

  private void addRegistries() {
    add("registry register", () -> rooms.register("a", "b"));
    add("registry tryRegister", () -> rooms.tryRegister("a", "b"));
    add("registry unregister", () -> rooms.unregister("a"));
    add("registry updateValue", () -> rooms.updateValue("a", value -> value + "c"));
    add("registry send", () -> rooms.send("a", "hello"));
    add("registry putMeta", () -> listeners.putMeta("a", "b"));
    add("registry deleteMeta", () -> listeners.deleteMeta("a"));
    add("registry dispatch", () -> listeners.dispatch("a", _ -> {}));
    add("duplicate register", () -> listeners.register("a", "b"));
    add("via register", () -> rooms.via("a").register(other));
    add("via unregister", () -> rooms.via("a").unregister(other));
    add(
        "lookupOrStart",
        () ->
            rooms.lookupOrStart(
                "a",
                via ->
                    GenServer.tryStartLink(() -> new Probe("n", events), StartOptions.named(via))));
  }

  private void addSupervisors() {
    ServerRef<Supervisor> supervisor = test.start(SupervisorSpec.oneForOne());
    ServerRef<DynamicSupervisor> dynamic = test.start(DynamicSupervisorSpec.DEFAULT);
    ServerRef<TaskSupervisor> tasks =
        TaskSupervisor.start(node, DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT);
    ChildSpec<Probe> child = ChildSpec.worker("child", () -> new Probe("child", events));
    add("Supervisor.startChild", () -> Supervisor.startChild(supervisor, child));
    add("Supervisor.terminateChild", () -> Supervisor.terminateChild(supervisor, "child"));
    add("Supervisor.whichChildren", () -> Supervisor.whichChildren(supervisor));
    add("DynamicSupervisor.startChild", () -> DynamicSupervisor.startChild(dynamic, child));
    add("DynamicSupervisor.terminateChild", () -> DynamicSupervisor.terminateChild(dynamic, other));
    add("TaskSupervisor.startChild", () -> TaskSupervisor.startChild(tasks, () -> {}));
    add("TaskSupervisor.async", () -> TaskSupervisor.async(tasks, () -> 1));
  }

  /** What only the process itself can have. */
  private void addOwn() {
    var ref = Processes.monitor(other);
    var alias = Processes.alias();
    Task<Integer> task = Task.async(() -> (Integer) Processes.receive());
    add("demonitor", () -> Processes.demonitor(ref));
    add("demonitorFlush", () -> Processes.demonitorFlush(ref));
    add("unalias", () -> Processes.unalias(alias));
    add("Task.await", () -> task.await());
    add("Task.yield", () -> task.yield(Duration.ZERO));
    add("Task.shutdown", () -> task.shutdown());
    add("Task.ignore", () -> task.ignore());
  }

  private void add(String name, Body operation) {
    operations.put(name, operation);
  }
}
