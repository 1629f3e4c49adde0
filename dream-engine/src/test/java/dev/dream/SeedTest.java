package dev.dream;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.agent.Agent;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Body;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** An engine that runs one process at a time, in an order that a seed chooses. */
@org.junit.jupiter.api.Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SeedTest {

  private static final int SEEDS = 200;

  private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

  private void play(long seed, Body body) throws Exception {
    events.clear();
    try (Dream dream = Dream.create(DreamOptions.DEFAULT.seed(seed))) {
      dream.run(
          () -> {
            body.run();
            return true;
          });
    }
  }

  private List<Object> eventsOf(long seed, Body body) throws Exception {
    play(seed, body);
    return List.copyOf(events);
  }

  /** Processes with code of their own, servers, tasks, timers, calls and exits. */
  private void mixture() {
    Pid test = self();
    ServerRef<Agent<Integer>> agent = Agent.start(() -> 0);
    for (int i = 0; i < 3; i++) {
      int id = i;
      spawn(
          () -> {
            events.add("begins " + id);
            Agent.update(agent, value -> value + id);
            Processes.sendAfter(self(), "later", Duration.ofSeconds(id % 2));
            events.add(id + " got " + receive());
            Task<Integer> task = Task.async(() -> Agent.get(agent, value -> value));
            events.add(id + " read " + task.await());
            send(test, id);
          });
    }
    Pid victim = spawn(() -> receive());
    Processes.monitor(victim);
    spawn(() -> Processes.exit(victim, ExitReason.KILL));
    for (int i = 0; i < 4; i++) {
      Object message = receive();
      events.add(message instanceof Integer id ? id : "down");
    }
  }

  @Test
  void theSameSeedPlaysTheSameOrder() throws Exception {
    Set<List<Object>> orders = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Object> first = eventsOf(seed, this::mixture);
      assertThat(eventsOf(seed, this::mixture)).as("seed %d", seed).isEqualTo(first);
      assertThat(first).hasSize(13);
      orders.add(first);
    }
    assertThat(orders).hasSizeGreaterThan(SEEDS / 2);
  }

  private void addTwice() {
    ServerRef<Agent<Integer>> agent = Agent.start(() -> 0);
    List<Task<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tasks.add(
          Task.async(
              () -> {
                int value = Agent.get(agent, known -> known);
                Agent.update(agent, _ -> value + 1); // two steps: another may come in between
                return "";
              }));
    }
    Task.awaitMany(tasks);
    events.add(Agent.get(agent, known -> known));
  }

  @Test
  void someSeedsFindARace() throws Exception {
    int lost = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      lost += eventsOf(seed, this::addTwice).equals(List.of(1)) ? 1 : 0;
    }
    assertThat(lost).isBetween(SEEDS / 20, SEEDS - SEEDS / 20);
  }

  @Test
  void timePassesWhenNobodyCanGoOn() throws Exception {
    play(
        1,
        () -> {
          long before = System.nanoTime();
          events.add(receive(Duration.ofDays(365)));
          assertThat(System.nanoTime() - before).isLessThan(Duration.ofDays(1).toNanos());
        });
    assertThat(events).containsExactly(new Timeout());
  }

  @Test
  void timeIsMovedByProcesses() throws Exception {
    try (Dream dream = Dream.create(DreamOptions.DEFAULT.seed(3))) {
      var time = dream.node().virtualTime().orElseThrow();
      dream.run(
          () -> {
            spawn(() -> events.add(receive(Duration.ofMinutes(2))));
            time.advance(Duration.ofMinutes(1));
            assertThat(events).isEmpty();
            time.advance(Duration.ofMinutes(1));
            return assertThat(events).containsExactly(new Timeout());
          });
      assertThatThrownBy(() -> time.advance(Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "advance by 1 s failed: this engine has a seed, only its processes may wait for a"
                  + " time");
    }
  }

  @Test
  void whoWaitsForNothingIsFound() throws Exception {
    var stuck = new CountDownLatch(1);
    try (Dream dream = Dream.create(DreamOptions.DEFAULT.seed(4))) {
      dream.node().virtualTime().orElseThrow().whenStuck(stuck::countDown);
      dream.spawn(
          () -> {
            Pid other = spawn(() -> send(receive(Pid.class), receive(String.class)));
            send(other, self());
            receive();
          });
      stuck.await();
      assertThat(dream.processes()).hasSize(2);
    }
  }

  @Test
  void treesStartCrashAndStop() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      play(
          seed,
          () -> {
            var root =
                dev.dream.supervisor.Supervisor.start(
                    dev.dream.process.Node.current(),
                    SupervisorSpec.oneForAll(
                        Agent.childSpec("a", () -> 1).named(),
                        Agent.childSpec("b", () -> 2).named()),
                    StartOptions.named("root"));
            Pid before = Processes.whereis("b").orElseThrow();
            Processes.exit(Processes.whereis("a").orElseThrow(), ExitReason.KILL);
            dev.dream.process.Node.current().awaitIdle(Duration.ofSeconds(10));
            events.add(Processes.whereis("b").orElseThrow().equals(before));
            root.stop();
          });
      assertThat(events).containsExactly(false);
    }
  }
}
