package dev.dream;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.agent.Agent;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import dev.dream.process.VirtualTime;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An engine whose time stands still unless it is moved. */
class VirtualTimeTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Dream dream = Dream.create(DreamOptions.DEFAULT.virtualTime(true));
  private final VirtualTime time = dream.node().virtualTime().orElseThrow();
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    dream.close();
  }

  record Ask() implements Call<Silent, Integer> {}

  record Tick() implements Cast<Silent> {}

  /** Answers no call, and says when it heard nothing for a minute. */
  final class Silent implements GenServer<Integer, Ask, Tick> {

    @Override
    public InitResult<Integer> init() {
      seen.add("init");
      return ok(0).timeoutAfter(Duration.ofMinutes(1));
    }

    @Override
    public CallResult<Integer> handleCall(Ask ask, From from, Integer state) {
      return noReply(state);
    }

    @Override
    public CastResult<Integer> handleCast(Tick tick, Integer state) {
      throw new IllegalStateException("crash on purpose");
    }

    @Override
    public CastResult<Integer> handleInfo(Object message, Integer state) {
      seen.add(message instanceof Timeout ? "timeout " + time.elapsed() : message);
      return noReply(state);
    }
  }

  private Pid collector() {
    return dream.spawn(
        () -> {
          while (true) {
            seen.add(receive() + " " + time.elapsed());
          }
        });
  }

  @Test
  void timersFireInOrderWhenTimeIsMoved() {
    Pid collector = collector();
    dream.sendAfter(collector, "late", DAY);
    dream.sendAfter(collector, "soon", Duration.ofMillis(1));
    dream.sendAfter(collector, "next", Duration.ofHours(1));

    time.advance(Duration.ofHours(2));
    assertThat(seen).containsExactly("soon PT0.001S", "next PT1H");

    time.advance(DAY);
    assertThat(seen).last().isEqualTo("late PT24H");
    assertThat(time.elapsed()).isEqualTo(DAY.plusHours(2));
  }

  @Test
  void noTimerFiresBeforeItsTime() {
    Pid collector = collector();
    dream.sendAfter(collector, "a", Duration.ofNanos(2));

    time.advance(Duration.ofNanos(1));
    assertThat(seen).isEmpty();

    time.advance(Duration.ofNanos(1));
    assertThat(seen).hasSize(1);
  }

  @Test
  void whatATimerSetsOffHasItsOwnTimersInTheSameStep() {
    dream.spawn(
        () -> {
          for (int i = 0; i < 1000; i++) {
            Processes.sendAfter(self(), i, Duration.ofSeconds(1));
            seen.add(receive());
          }
        });

    time.advance(Duration.ofSeconds(999));
    assertThat(seen).hasSize(999);

    time.advance(Duration.ofSeconds(1));
    assertThat(seen).hasSize(1000);
  }

  @Test
  void aReceiveTimesOut() {
    dream.spawn(() -> seen.add(receive(DAY)));

    time.advance(DAY.minusNanos(1));
    assertThat(seen).isEmpty();

    time.advance(Duration.ofNanos(1));
    assertThat(seen).containsExactly(new Timeout());
  }

  @Test
  void aServerTimesOut() {
    dream.start(Silent::new);
    time.advance(Duration.ofMinutes(1));

    assertThat(seen).containsExactly("init", "timeout PT1M");
  }

  @Test
  void callsTimeOutInProcessesThreadsAndFutures() throws Exception {
    ServerRef<Silent> silent = dream.start(Silent::new);
    dream.spawn(() -> seen.add(failureOf(silent)));
    var asking = new CountDownLatch(1);
    Thread outside =
        Thread.ofPlatform()
            .start(
                () -> {
                  asking.countDown();
                  seen.add(failureOf(silent));
                });
    asking.await();
    while (outside.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    var future = silent.callAsync(new Ask()).toCompletableFuture();

    time.advance(Duration.ofMillis(4_999));
    assertThat(future).isNotDone();
    assertThat(seen).containsExactly("init");

    time.advance(Duration.ofMillis(1));
    outside.join();
    assertThat(seen).containsExactly("init", ExitReason.TIMEOUT, ExitReason.TIMEOUT);
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CallException.class);
  }

  private static ExitReason failureOf(ServerRef<Silent> silent) {
    try {
      silent.call(new Ask());
      throw new AssertionError("it answered");
    } catch (CallException timedOut) {
      return timedOut.reason();
    }
  }

  @Test
  void tasksAreWaitedForByTheSameTime() {
    dream.spawn(
        () -> {
          Task<String> task = Task.async(() -> receive(DAY).toString());
          seen.add(task.yield(Duration.ofHours(1)));
          seen.add(task.await(DAY));
        });
    time.advance(Duration.ofHours(1));
    assertThat(seen).hasSize(1);

    time.advance(DAY);
    assertThat(seen).hasSize(2).last().isEqualTo("Timeout[]");
  }

  private SupervisorSpec tree(Backoff backoff) {
    return SupervisorSpec.oneForOne(
            ChildSpec.worker("silent", Silent::new).named().backoff(backoff))
        .maxRestarts(2, Duration.ofHours(1));
  }

  @Test
  void restartsAreCountedAndDelayedByTheSameTime() {
    dream.startSupervisor(
        tree(Backoff.exponential(Duration.ofMinutes(10), Duration.ofHours(1)).jitter(0)),
        StartOptions.named("root"));
    time.advance(Duration.ZERO);
    crash();
    time.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(dream.whereis("silent")).isEmpty();

    time.advance(Duration.ofNanos(1));
    assertThat(dream.whereis("silent")).isPresent();

    for (int i = 0; i < 5; i++) { // never more than two in an hour
      time.advance(Duration.ofHours(1));
      crash();
      time.advance(Duration.ofHours(1));
    }
    assertThat(dream.whereis("silent")).isPresent();
  }

  private void crash() {
    dream.<Silent>ref("silent").cast(new Tick());
    time.advance(Duration.ZERO);
  }

  @Test
  void codeThatRunsIsWaitedFor() throws Exception {
    var go = new CountDownLatch(1);
    dream.spawn(
        () -> {
          go.await();
          seen.add("done");
        });
    Thread mover =
        Thread.ofPlatform()
            .start(
                () -> {
                  time.advance(Duration.ZERO);
                  seen.add("moved");
                });
    go.countDown();
    mover.join();

    assertThat(seen).containsExactly("done", "moved");
  }

  /** Nothing between the send and the last effect is a message to who is looked at first. */
  @Test
  void allThatAMessageSetsOffIsWaitedFor() throws Exception {
    var last = new AtomicInteger();
    Pid end =
        dream.spawn(
            () -> {
              while (true) {
                receive();
                last.incrementAndGet();
              }
            });
    ServerRef<Agent<Integer>> agent = dream.run(() -> Agent.start(() -> 0));
    Pid first =
        dream.spawn(
            () -> {
              while (true) {
                receive();
                Agent.update(agent, value -> value + 1);
                Task<Integer> task = Task.async(() -> Agent.get(agent, value -> value));
                Processes.sendAfter(end, task.await(), Duration.ZERO);
              }
            });
    for (int round = 1; round <= 300; round++) {
      dream.send(first, "go");
      time.advance(Duration.ZERO);
      assertThat(last).hasValue(round);
    }
  }

  @Test
  void aProcessMovesTimeItself() throws Exception {
    Pid collector = collector();
    dream.run(
        () -> {
          Processes.sendAfter(collector, "a", DAY);
          Processes.sendAfter(self(), "mine", DAY);
          time.advance(DAY);
          return seen.add(receive());
        });
    assertThat(seen).containsExactly("a PT24H", "mine");
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
        .hasMessage("time cannot go back, but advance was given PT-1S");
  }

  @Test
  void aClosedEngineWaitsForNobodyForEver() {
    dream.startSupervisor(
        SupervisorSpec.oneForOne(
            Task.childSpec(
                    "stubborn",
                    () -> {
                      Processes.trapExit(true);
                      while (true) {
                        receive();
                      }
                    })
                .shutdown(new Shutdown.Within(Duration.ofMillis(50)))),
        StartOptions.DEFAULT);
    dream.close();

    assertThat(dream.processes()).isEmpty();
  }

  @Test
  void otherEnginesHaveNone() {
    try (Dream usual = Dream.create()) {
      assertThat(usual.node().virtualTime()).isEmpty();
    }
  }
}
