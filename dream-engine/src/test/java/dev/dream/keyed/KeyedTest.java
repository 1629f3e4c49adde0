package dev.dream.keyed;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.OverloadedException;
import dev.dream.genserver.Response;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.process.DeadLetter;
import dev.dream.process.Down;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class KeyedTest {

  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration NEVER = Duration.ofHours(1);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final Events events = new Events();
  private final Map<String, Probe.Init> inits = new ConcurrentHashMap<>();
  private final AtomicReference<Probe.End> end = new AtomicReference<>(_ -> {});
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  // @start region="example"
  interface OrderDesk {

    int order(String item);
  }

  static class OrderDeskService implements OrderDesk {

    private final List<String> items = new ArrayList<>();

    OrderDeskService(String customer) {
      items.add("welcome gift for " + customer);
    }

    @Override
    public int order(String item) {
      items.add(item);
      return items.size();
    }
  }

  @Test
  void hasAProcessForEachKey() {
    Dream dream = test.get();
    KeyedSpec<String, OrderDesk> spec =
        Keyed.service(OrderDesk.class, (String customer) -> new OrderDeskService(customer))
            .id("desks")
            .idleTimeout(Duration.ofMinutes(10));
    dream.startSupervisor(SupervisorSpec.oneForOne(spec.childSpec()), StartOptions.DEFAULT);
    Keyed<String, OrderDesk> desks = dream.keyed(spec);

    assertThat(desks.get("ann").order("tea")).isEqualTo(2);
    assertThat(desks.get("ann").order("milk")).isEqualTo(3);
    assertThat(desks.get("bob").order("rum")).isEqualTo(2);
    assertThat(desks.keys()).containsExactlyInAnyOrder("ann", "bob");
  }

  // @end

  private KeyedSpec<String, ServerRef<Probe>> spec() {
    return Keyed.server(this::probe).id("probes");
  }

  private Probe probe(String key) {
    return new Probe(key, events)
        .init(probe -> inits.getOrDefault(key, known -> known.ok(0)).run(probe))
        .terminate(reason -> end.get().run(reason));
  }

  private Keyed<String, ServerRef<Probe>> start(KeyedSpec<String, ServerRef<Probe>> spec) {
    test.start(SupervisorSpec.oneForOne(spec.childSpec()));
    return test.get().keyed(spec);
  }

  private static Ask pid() {
    return new Ask((probe, ask, _, state) -> probe.reply(ask, Processes.self(), state));
  }

  private static Ask does(Callable<Object> code) {
    return new Ask((probe, ask, _, state) -> probe.reply(ask, code.call(), state));
  }

  private static Tell crash() {
    return Tell.crash("boom");
  }

  private Pid pidOf(Keyed<String, ServerRef<Probe>> keyed, String key) {
    return (Pid) keyed.get(key).call(pid());
  }

  private void awaitEnd(Pid pid) {
    await().atMost(LIMIT).until(() -> !test.get().alive(pid));
  }

  private static CountDownLatch latch() {
    return new CountDownLatch(1);
  }

  private static void pass(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static String failure(String message) {
    return ExitReason.error(new IllegalStateException(message)).toString();
  }

  @Nested
  class Use {

    @Test
    void startsTheProcessAndNotTheLookUp() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      ServerRef<Probe> a = probes.get("a");
      assertThat(probes.whereis("a")).isEmpty();
      assertThat(probes.count()).isZero();
      assertThat(a.call(Ask.state())).isEqualTo(0);
      assertThat(probes.whereis("a")).isPresent().isEqualTo(a.pid());
      assertThat(probes.keys()).containsExactly("a");
      assertThat(probes.count()).isOne();
      assertThat(a).isEqualTo(probes.get("a")).isNotEqualTo(probes.get("b"));
      assertThat(a).hasSameHashCodeAs(test.get().keyed(spec()).get("a"));
      assertThat(a).isEqualTo(test.get().keyed(spec()).get("a"));
      assertThat(a).hasToString("ServerRef[{\"probes\", \"a\"}]");
      assertThat(probes).hasToString("Keyed[probes]");
    }

    @Test
    void ofManyThreadsAtOnceReachesOneProcess() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      CountDownLatch begin = latch();
      List<Future<Object>> pids =
          IntStream.range(0, 16)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            pass(begin);
                            return probes.get("a").call(pid());
                          }))
              .toList();
      begin.countDown();
      for (Future<Object> pid : pids) {
        assertThat(get(pid)).isEqualTo(probes.whereis("a").orElseThrow());
      }
      events.assertThatAre("a init");
    }

    @Test
    void byACastWaitsForTheStart() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      CountDownLatch told = latch();
      probes
          .get("a")
          .cast(
              new Tell(
                  (probe, _) -> {
                    told.countDown();
                    return probe.noReply(7);
                  }));
      events.assertThatAre("a init");
      assertThat(probes.get("a").call(Ask.state())).isEqualTo(7);
      assertThat(probes.get("b").tryCast(new Tell((probe, _) -> probe.noReply(8))))
          .isEqualTo(new CastOutcome.Sent());
      assertThat(probes.get("b").call(Ask.state())).isEqualTo(8);
    }

    @Test
    void withoutWaitingWorksToo() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      assertThat(TestDream.<Object>get(probes.get("a").callAsync(Ask.state()))).isEqualTo(0);
      assertThat(probes.get("b").sendRequest(Ask.state()).waitResponse(LIMIT))
          .isEqualTo(new Response.Reply<Object>(0));
    }

    @Test
    void worksInAProcessAndFromOneKeyToAnother() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec().partitions(1));
      test.run(() -> assertThat(probes.get("a").call(Ask.state())).isEqualTo(0));
      assertThat(probes.get("a").call(does(() -> probes.get("b").call(pid()))))
          .isEqualTo(probes.whereis("b").orElseThrow());
    }

    @Test
    void ofItsOwnKeyIsRefusedIfItWouldWait() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      probes
          .get("a")
          .cast(
              new Tell(
                  (probe, _) -> {
                    try {
                      probes.get("a").call(Ask.state());
                    } catch (CallException refused) {
                      events.add(refused.reason().toString());
                    }
                    probes.get("a").cast(new Tell((same, _) -> same.noReply(3)));
                    return probe.noReply(2);
                  }));
      await().atMost(LIMIT).until(() -> probes.get("a").call(Ask.state()).equals(3));
      assertThat(events.all()).containsExactly("a init", "calling_self");
    }

    @Test
    void withoutTheTreeFails() {
      Keyed<String, ServerRef<Probe>> probes = test.get().keyed(spec());
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> probes.get("a").call(Ask.state()))
          .withMessageContaining("{\"probes\", \"a\"}")
          .withMessageContaining("is its supervisor started?")
          .matches(failed -> failed.reason() == ExitReason.NOPROC);
    }
  }

  @Nested
  class Start {

    @Test
    void thatFailsIsToldAndTriedAgain() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      inits.put(
          "a",
          _ -> {
            throw new IllegalStateException("no paper");
          });
      ServerRef<Probe> a = probes.get("a");
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> a.call(Ask.state()))
          .withMessage("start {\"probes\", \"a\"} failed: " + failure("no paper"))
          .withCauseInstanceOf(IllegalStateException.class);
      assertThatExceptionOfType(StartException.class).isThrownBy(() -> a.cast(crash()));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> TestDream.<Object>get(a.callAsync(Ask.state())))
          .withCauseInstanceOf(StartException.class);
      assertThat(a.sendRequest(Ask.state()).waitResponse(LIMIT))
          .isEqualTo(new Response.Failed<Object>(ExitReason.error("no paper"), a));
      assertThat(probes.whereis("a")).isEmpty();
      assertThat(probes.keys()).isEmpty();
      inits.clear();
      assertThat(a.call(Ask.state())).isEqualTo(0);
    }

    @Test
    void thatIsIgnoredFails() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      inits.put("a", Probe::ignore);
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> probes.get("a").call(Ask.state()))
          .withMessageContaining("ignore");
      assertThat(probes.keys()).isEmpty();
    }

    @Test
    void thatTakesTooLongFails() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().initTimeout(SOON));
      CountDownLatch never = latch();
      inits.put(
          "a",
          probe -> {
            never.await();
            return probe.ok(0);
          });
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> probes.get("a").call(Ask.state()))
          .withMessageContaining("timeout");
      assertThat(probes.keys()).isEmpty();
    }

    @Test
    void isNotWaitedForLongerThanTheCallMayTake() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      CountDownLatch go = latch();
      inits.put(
          "a",
          probe -> {
            pass(go);
            return probe.ok(0);
          });
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> probes.get("a").call(Ask.state(), SOON))
          .matches(failed -> failed.reason() == ExitReason.TIMEOUT);
      go.countDown();
      assertThat(probes.get("a").call(Ask.state())).isEqualTo(0);
      events.assertThatAre("a init");
    }

    @Test
    void thatNeedsTheStartOfAnotherInItsPartitionIsADeadlock() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().partitions(1));
      AtomicReference<String> why = new AtomicReference<>();
      inits.put(
          "a",
          probe -> {
            try {
              return probe.ok((Integer) probes.get("b").call(Ask.state()));
            } catch (CallException refused) {
              why.compareAndSet(null, refused.getMessage());
              throw refused;
            }
          });
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> probes.get("a").call(Ask.state()))
          .matches(failed -> failed.reason() == ExitReason.TIMEOUT);
      assertThat(why.get()).contains("deadlock");
      assertThat(probes.get("b").call(Ask.state())).isEqualTo(0);
      assertThat(probes.get("a").call(Ask.state())).isEqualTo(0);
    }
  }

  @Nested
  class IdleStop {

    @Test
    void endsTheProcessAndTheNextUseStartsAnother() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      ServerRef<Probe> a = probes.get("a");
      Pid first = (Pid) a.call(pid());
      awaitEnd(first);
      assertThat(a.call(pid())).isNotEqualTo(first);
      assertThat(events.all().subList(0, 3))
          .containsExactly("a init", "a terminate normal", "a init");
    }

    @Test
    void isOverBeforeTheNextBegins() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      CountDownLatch stopping = latch();
      CountDownLatch go = latch();
      end.set(
          _ -> {
            stopping.countDown();
            pass(go);
            events.add("gone");
          });
      ServerRef<Probe> a = probes.get("a");
      a.call(Ask.state());
      pass(stopping);
      Future<Object> call = threads.submit(() -> a.call(does(() -> "called")));
      Future<?> cast =
          threads.submit(
              () ->
                  a.cast(
                      new Tell(
                          (probe, state) -> {
                            events.add("told");
                            return probe.noReply(state);
                          })));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> a.call(Ask.state(), SOON))
          .matches(late -> late.reason() == ExitReason.TIMEOUT);
      assertThat(probes.whereis("a")).isPresent();
      go.countDown();
      assertThat(get(call)).isEqualTo("called");
      get(cast);
      events.awaitEvent("told");
      assertThat(events.all().subList(0, 4))
          .containsExactly("a init", "a terminate normal", "gone", "a init");
      assertThat(test.get().deadLetters().recent()).isEmpty();
    }

    @Test
    void letsTheLastCallbackReceiveSignals() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      end.set(
          _ -> {
            Ref ref = Processes.monitor(Processes.spawn(() -> {}));
            Processes.receive(message -> message instanceof Down down && down.ref().equals(ref));
            events.add("heard");
          });
      probes.get("a").call(Ask.state());
      events.awaitEvent("heard");
    }

    @Test
    void doesNotWaitForItself() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      end.set(
          _ -> {
            probes.get("a").cast(crash());
            events.add("cast");
            try {
              probes.get("a").call(Ask.state());
            } catch (CallException refused) {
              events.add(refused.reason().toString());
            }
          });
      probes.get("a").call(Ask.state());
      events.awaitEvent("calling_self");
      events.assertThatAre("a init", "a terminate normal", "cast", "calling_self");
      assertThat(test.get().deadLetters().recent())
          .extracting(DeadLetter::reason)
          .containsExactly(DeadLetter.Reason.NO_PROCESS);
    }

    /** Lets the time pass in which others stop. */
    private void letOthersStop(Keyed<String, ServerRef<Probe>> probes) {
      for (int i = 0; i < 3; i++) {
        awaitEnd(pidOf(probes, "other" + i));
      }
    }

    @Test
    void waitsForAnAnswerThatIsOwed() throws Exception {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      CountDownLatch asked = latch();
      AtomicReference<Runnable> answer = new AtomicReference<>();
      Future<Object> call =
          threads.submit(
              () ->
                  probes
                      .get("a")
                      .call(
                          new Ask(
                              (probe, ask, from, state) -> {
                                answer.set(() -> from.reply(ask, "late"));
                                asked.countDown();
                                return probe.noReply(state);
                              })));
      pass(asked);
      Pid a = probes.whereis("a").orElseThrow();
      letOthersStop(probes);
      assertThat(test.get().alive(a)).isTrue();
      answer.get().run();
      assertThat(get(call)).isEqualTo("late");
      awaitEnd(a);
    }

    @Test
    void waitsForTheEndOfASuspension() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().idleTimeout(SOON));
      Pid a = pidOf(probes, "a");
      while (!suspended(a)) {
        a = pidOf(probes, "a");
      }
      letOthersStop(probes);
      assertThat(test.get().alive(a)).isTrue();
      Sys.resume(ServerRef.of(test.get().node(), a));
      awaitEnd(a);
    }

    /** Suspends a process, unless it has stopped before. */
    private boolean suspended(Pid pid) {
      try {
        Sys.suspend(ServerRef.of(test.get().node(), pid));
        return true;
      } catch (CallException stopped) {
        return false;
      }
    }

    @Test
    void isRefusedToPermanentProcesses() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> spec().idleTimeout(SOON).restart(Restart.PERMANENT))
          .withMessageContaining("make it transient");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> spec().restart(Restart.PERMANENT).idleTimeout(SOON));
      assertThatIllegalArgumentException().isThrownBy(() -> spec().idleTimeout(Duration.ZERO));
    }
  }

  @Nested
  class Crash {

    @Test
    void isFollowedByARestartUnderTheKey() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      ServerRef<Probe> a = probes.get("a");
      Pid first = (Pid) a.call(pid());
      a.cast(crash());
      awaitEnd(first);
      assertThat(a.call(pid())).isNotEqualTo(first);
      assertThat(events.all())
          .containsExactly("a init", "a terminate " + failure("boom"), "a init");
    }

    @Test
    void ofATemporaryProcessIsFollowedByAStartWhenItIsNeeded() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().restart(Restart.TEMPORARY));
      for (int i = 1; i <= 10; i++) { // more than any limit of restarts
        Pid pid = pidOf(probes, "a");
        probes.get("a").cast(crash());
        awaitEnd(pid);
      }
      assertThat(probes.get("a").call(Ask.state())).isEqualTo(0);
    }

    @Test
    void isNotFollowedByASecondProcessWhileTheRestartWaits() {
      Keyed<String, ServerRef<Probe>> probes =
          start(spec().backoff(Backoff.exponential(NEVER, NEVER)));
      ServerRef<Probe> a = probes.get("a");
      Pid first = (Pid) a.call(pid());
      a.cast(crash());
      awaitEnd(first);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> a.call(Ask.state()))
          .withMessage(
              "find {\"probes\", \"a\"} failed: it has crashed and waits for its restart; try again"
                  + " later")
          .matches(refused -> refused.reason() == ExitReason.NOPROC);
      assertThatExceptionOfType(CallException.class).isThrownBy(() -> a.cast(crash()));
      assertThat(probes.whereis("a")).isEmpty();
      assertThat(probes.stop("a")).isTrue();
      assertThat(a.call(Ask.state())).isEqualTo(0);
      assertThat(events.count("a init")).isEqualTo(2);
    }

    @Test
    void onceTooOftenEndsThePartitionAndTheNextUseStartsAnew() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().partitions(1).maxRestarts(0, NEVER));
      Pid a = pidOf(probes, "a");
      Pid b = pidOf(probes, "b");
      probes.get("a").cast(crash());
      awaitEnd(a);
      awaitEnd(b);
      await()
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(ExitException.class)
          .until(() -> !pidOf(probes, "a").equals(a));
      assertThat(pidOf(probes, "b")).isNotEqualTo(b);
    }

    @Test
    void ofTheRegistryEndsAllAndTheNextUseStartsAnew() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      Pid a = pidOf(probes, "a");
      test.kill("probes");
      awaitEnd(a);
      await()
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(ExitException.class)
          .until(() -> !pidOf(probes, "a").equals(a));
      assertThat(probes.keys()).containsExactly("a");
    }
  }

  @Nested
  class Cap {

    @Test
    void refusesOneMoreAndTakesItOnceThereIsRoom() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().maxProcesses(2));
      probes.get("a").call(Ask.state());
      probes.get("b").call(Ask.state());
      assertThatExceptionOfType(TooManyProcessesException.class)
          .isThrownBy(() -> probes.get("c").call(Ask.state()))
          .withMessage(
              "start {\"probes\", \"c\"} failed: 2 processes live, limit 2; raise maxProcesses, or"
                  + " let them stop when idle by an idleTimeout")
          .matches(refused -> refused.limit() == 2);
      assertThatExceptionOfType(OverloadedException.class)
          .isThrownBy(() -> probes.get("c").cast(crash()));
      assertThat(probes.get("a").call(Ask.state())).isEqualTo(0);
      assertThat(probes.stop("a")).isTrue();
      assertThat(probes.get("c").call(Ask.state())).isEqualTo(0);
    }

    @Test
    void keepsTheRoomOfOneThatWaitsForItsRestart() {
      Keyed<String, ServerRef<Probe>> probes =
          start(
              spec().maxProcesses(1).idleTimeout(NEVER).backoff(Backoff.exponential(NEVER, NEVER)));
      Pid a = pidOf(probes, "a");
      probes.get("a").cast(crash());
      awaitEnd(a);
      assertThatExceptionOfType(TooManyProcessesException.class)
          .isThrownBy(() -> probes.get("b").call(Ask.state()))
          .matches(refused -> refused.overload().estimatedWait().equals(NEVER));
    }

    @Test
    void makesItOnePartition() {
      assertThat(spec().partitions(3).partitions()).isEqualTo(3);
      assertThat(spec().partitions(3).maxProcesses(5).partitions()).isOne();
      assertThatIllegalArgumentException().isThrownBy(() -> spec().partitions(0));
    }
  }

  @Nested
  class Stop {

    @Test
    void endsTheProcessOfAKey() {
      Keyed<String, ServerRef<Probe>> probes = start(spec());
      Pid a = pidOf(probes, "a");
      assertThat(probes.stop("a")).isTrue();
      assertThat(test.get().alive(a)).isFalse();
      assertThat(probes.stop("a")).isFalse();
      assertThat(probes.whereis("a")).isEmpty();
    }

    @Test
    void isForgottenCompletely() {
      Keyed<String, ServerRef<Probe>> probes = start(spec().partitions(1).idleTimeout(SOON));
      int before = test.get().processes().size();
      for (int i = 0; i < 10_000; i++) {
        probes.get("key " + i).call(Ask.state());
      }
      await().atMost(LIMIT).until(() -> probes.count() == 0);
      ServerRef<DynamicSupervisor> partition =
          ServerRef.of(
              test.get().node(),
              PartitionSupervisor.via(test.get().node(), new Name("probes.partitions"), 0));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(DynamicSupervisor.countChildren(partition).specs()).isZero();
                assertThat(test.get().processes()).hasSize(before);
              });
    }
  }

  @Test
  void needsAnId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec().id("").childSpec())
        .withMessageContaining("id");
  }
}
