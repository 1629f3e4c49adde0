package dev.dream.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.Stateful;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import dev.dream.process.SystemEvent;
import dev.dream.process.SystemStatistics;
import dev.dream.process.SystemStatus;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SysTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final Events events = new Events();

  private ServerRef<Counter> counter(int count) {
    ServerRef<Counter> counter = dream.get().start(Counter::new);
    counter.call(new Counter.Add(count));
    return counter;
  }

  private ProcessInfo.Status status(ServerRef<?> process) {
    return dream.get().info(process.pid().orElseThrow()).orElseThrow().status();
  }

  @Nested
  class State {

    @Test
    void isReturnedWithItsType() {
      int count = Sys.getState(counter(5));
      assertThat(count).isEqualTo(5);
    }

    @Test
    void isThatAfterAllEarlierMessages() {
      ServerRef<Counter> counter = counter(5);
      counter.cast(new Counter.Reset());
      assertThat(Sys.getState(counter)).isZero();
    }

    @Test
    void canBeReplaced() {
      ServerRef<Counter> counter = counter(5);
      assertThat(Sys.replaceState(counter, count -> count * 2)).isEqualTo(10);
      assertThat(counter.call(new Counter.Value())).isEqualTo(10);
    }

    @Test
    void staysIfTheChangeThrows() {
      ServerRef<Counter> counter = counter(5);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(
              () ->
                  Sys.replaceState(
                      counter,
                      _ -> {
                        throw new IllegalStateException("no");
                      }))
          .withMessage("replace state to %s failed: no", counter.address());
      assertThat(counter.call(new Counter.Value())).isEqualTo(5);
    }

    @Test
    void ofASupervisorIsReturnedToo() {
      ServerRef<Supervisor> tree =
          dream.start(SupervisorSpec.oneForOne(ChildSpec.worker("c", Counter::new)));
      assertThat(Sys.getState(tree)).isNotNull();
    }
  }

  @Nested
  class Refusals {

    @Test
    void aDeadProcessAnswersNothing() {
      ServerRef<Counter> counter = counter(1);
      counter.stop();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Sys.getState(counter))
          .withMessage(
              "get state to %s failed: the process is not alive".formatted(counter.address()))
          .returns(ExitReason.NOPROC, CallException::reason);
    }

    @Test
    void aPlainProcessTakesNoSystemRequests() {
      Pid plain = dream.get().spawn(Processes::receive);
      ServerRef<Stateful<Object>> ref = dream.get().ref(plain);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Sys.getState(ref))
          .withMessage(
              "get state to %s failed: %s takes no system requests: it is a plain process"
                  .formatted(plain, plain));
      assertThat(dream.get().info(plain).orElseThrow().mailboxDepth()).isZero();
    }

    @Test
    void aProcessCannotAskItself() {
      ServerRef<Probe> probe = dream.start(new Probe("p", events));
      Object refused =
          probe.call(
              new Probe.Ask(
                  (server, ask, _, state) -> {
                    ServerRef<Probe> self = dream.get().ref(Processes.self());
                    try {
                      return server.reply(ask, Sys.getState(self), state);
                    } catch (CallException e) {
                      return server.reply(ask, e.reason(), state);
                    }
                  }));
      assertThat(refused).isEqualTo(ExitReason.CALLING_SELF);
    }

    @Test
    void aBusyProcessTimesOut() {
      CountDownLatch busy = new CountDownLatch(1);
      ServerRef<Probe> probe = dream.start(new Probe("p", events));
      probe.cast(
          new Probe.Tell(
              (server, state) -> {
                busy.await();
                return server.noReply(state);
              }));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> Sys.getState(probe.withTimeout(Duration.ofMillis(5))))
          .returns(ExitReason.TIMEOUT, CallException::reason);
      busy.countDown();
    }
  }

  @Nested
  class Suspending {

    @Test
    void letsMessagesWaitInOrder() throws Exception {
      ServerRef<Counter> counter = counter(1);
      Sys.suspend(counter);
      CompletableFuture<Integer> first = add(counter, 1);
      CompletableFuture<Integer> second = add(counter, 10);
      assertThat(Sys.getState(counter)).isEqualTo(1);
      await().until(() -> status(counter) == ProcessInfo.Status.SUSPENDED);
      assertThat(first).isNotDone();
      Sys.resume(counter);
      assertThat(TestDream.get(first)).isEqualTo(2);
      assertThat(TestDream.get(second)).isEqualTo(12);
    }

    private CompletableFuture<Integer> add(ServerRef<Counter> counter, int by) {
      return counter.callAsync(new Counter.Add(by)).toCompletableFuture();
    }

    @Test
    void twiceIsEndedByOneResume() {
      ServerRef<Counter> counter = counter(1);
      Sys.suspend(counter);
      Sys.suspend(counter);
      Sys.resume(counter);
      assertThat(counter.call(new Counter.Value())).isEqualTo(1);
    }

    @Test
    void doesNotKeepTheProcessFromStopping() throws Exception {
      ServerRef<Probe> probe = dream.start(new Probe("p", events));
      Sys.suspend(probe);
      probe.stop();
      events.assertThatAre("p init", "p terminate normal");
    }

    @Test
    void doesNotKeepTheProcessFromItsSupervisor() throws Exception {
      dream.start(SupervisorSpec.oneForOne(Probe.child("p", events)));
      ServerRef<Probe> probe = dream.get().ref("p");
      Pid supervisor = dream.get().info(dream.pid("p")).orElseThrow().links().getFirst();
      Sys.suspend(probe);
      dream.get().<Supervisor>ref(supervisor).stop();
      events.assertThatAre("p init", "p terminate shutdown");
    }

    @Test
    void doesNotProtectFromAKill() throws Exception {
      ServerRef<Counter> counter = counter(1);
      Sys.suspend(counter);
      dream.get().exit(counter.pid().orElseThrow(), ExitReason.KILL);
      assertThat(dream.ended(counter.address())).isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void ofASupervisorPutsRestartsOff() {
      ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne(Probe.child("p", events)));
      Sys.suspend(tree);
      dream.kill("p");
      assertThat(dream.get().whereis("p")).isEmpty();
      Sys.resume(tree);
      Supervisor.whichChildren(tree); // waits its turn behind the exit
      assertThat(dream.get().whereis("p")).isPresent();
    }

    @Test
    void holdsBackAFloodWithoutRunning() {
      ServerRef<Counter> counter = counter(0);
      Sys.suspend(counter);
      for (int i = 0; i < 90_000; i++) {
        counter.cast(new Counter.Reset());
        if (i % 10_000 == 0) {
          Sys.getState(counter);
        }
      }
      Pid pid = counter.pid().orElseThrow();
      assertThat(dream.get().info(pid).orElseThrow().mailboxDepth()).isEqualTo(90_000);
      Sys.resume(counter);
      assertThat(counter.call(new Counter.Add(3))).isEqualTo(3);
    }
  }

  @Nested
  class Statuses {

    private static final ProcessKey<String> TENANT = ProcessKey.of("tenant");

    @Test
    void sayWhatThereIs() {
      ServerRef<Probe> probe =
          dream.start(
              new Probe("p", events)
                  .init(
                      server -> {
                        Processes.put(TENANT, "acme");
                        return server.ok(7);
                      }));
      Sys.suspend(probe);
      assertThat(Sys.getStatus(probe))
          .isEqualTo(
              new SystemStatus(
                  probe.pid().orElseThrow(), "Probe", true, null, Map.of("tenant", "acme"), 0, 7));
    }

    @Test
    void hideWhatTheServerHides() {
      ServerRef<Vault> vault = dream.get().start(Vault::new);
      assertThat(Sys.getStatus(vault).state()).isEqualTo("***");
      assertThat(Sys.getState(vault)).isEqualTo("secret");
    }
  }

  /** A server whose formatStatus fails. */
  private ServerRef<Vault> brokenVault() {
    return dream
        .get()
        .start(
            () ->
                new Vault() {
                  @Override
                  public Status formatStatus(Status status) {
                    throw new IllegalStateException("no");
                  }
                });
  }

  @Nested
  class BrokenFormats {

    private static final String SHOWN = "formatStatus failed: java.lang.IllegalStateException";

    @Test
    void areShownInPlaceOfTheState() {
      assertThat(Sys.getStatus(brokenVault()).state()).isEqualTo(SHOWN);
    }

    @Test
    void doNotEndAProcessThatIsTraced() {
      List<SystemEvent> seen = new CopyOnWriteArrayList<>();
      ServerRef<Vault> vault = brokenVault();
      Pid pid = vault.pid().orElseThrow();
      Sys.install(vault, seen::add);
      dream.get().send(pid, "hello");
      assertThat(Sys.getState(vault)).isEqualTo("secret");
      assertThat(seen)
          .containsExactly(new SystemEvent.In(pid, "hello"), new SystemEvent.Handled(pid, SHOWN));
    }
  }

  @Nested
  class Tracing {

    @Test
    void tellsOfMessagesRepliesAndStates() {
      List<SystemEvent> seen = new CopyOnWriteArrayList<>();
      ServerRef<Counter> counter = counter(1);
      Pid pid = counter.pid().orElseThrow();
      Sys.install(counter, seen::add);
      counter.call(new Counter.Add(4));
      counter.cast(new Counter.Reset());
      Sys.getState(counter);
      assertThat(seen)
          .containsExactly(
              new SystemEvent.In(pid, new Counter.Add(4)),
              new SystemEvent.Out(pid, null, 5),
              new SystemEvent.Handled(pid, 5),
              new SystemEvent.In(pid, new Counter.Reset()),
              new SystemEvent.Handled(pid, 0));
    }

    @Test
    void endsWhenRemoved() {
      List<SystemEvent> seen = new CopyOnWriteArrayList<>();
      Consumer<SystemEvent> observer = seen::add;
      ServerRef<Counter> counter = counter(1);
      Sys.install(counter, observer);
      Sys.remove(counter, observer);
      counter.call(new Counter.Add(4));
      assertThat(seen).isEmpty();
    }

    @Test
    void endsWhenTheConsumerThrows() {
      ServerRef<Counter> counter = counter(1);
      Sys.install(
          counter,
          _ -> {
            throw new IllegalStateException("no");
          });
      assertThat(counter.call(new Counter.Add(4))).isEqualTo(5);
      assertThat(Sys.getStatus(counter).observers()).isZero();
      assertThat(logs.from(Level.WARN))
          .containsExactly("an observer of %s failed and was removed".formatted(counter.address()));
    }

    @Test
    void ofASupervisorShowsExits() throws Exception {
      List<SystemEvent> seen = new CopyOnWriteArrayList<>();
      ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne(Probe.child("p", events)));
      Sys.install(tree, seen::add);
      dream.kill("p");
      Sys.getStatus(tree);
      assertThat(seen.getFirst()).isInstanceOf(SystemEvent.In.class).asString().contains("killed");
    }
  }

  @Nested
  class Counting {

    @Test
    void countsFromWhenItWasAskedFor() {
      ServerRef<Counter> counter = counter(1);
      assertThat(Sys.statistics(counter)).isEmpty();
      Sys.statistics(counter, true);
      counter.call(new Counter.Add(1));
      counter.cast(new Counter.Reset());
      SystemStatistics counted = Sys.statistics(counter).orElseThrow();
      assertThat(counted.messagesIn()).isEqualTo(2);
      assertThat(counted.messagesOut()).isEqualTo(1);
      assertThat(counted.now()).isAfterOrEqualTo(counted.since());
      Sys.noDebug(counter);
      assertThat(Sys.statistics(counter)).isEmpty();
    }
  }

  @Test
  void systemRequestsOfManyThreadsAreAllAnswered() throws Exception {
    ServerRef<Counter> counter = counter(0);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.startVirtualThread(
                        () -> {
                          try {
                            hammer(counter, i);
                          } catch (Throwable thrown) {
                            failure.set(thrown);
                          }
                        }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
    Sys.resume(counter);
    assertThat(counter.call(new Counter.Value())).isEqualTo(4 * 500);
  }

  private static void hammer(ServerRef<Counter> counter, int kind) {
    for (int i = 0; i < 500; i++) {
      Sys.replaceState(counter, count -> count + 1);
      if (kind == 0) {
        Sys.suspend(counter);
      } else {
        Sys.resume(counter);
      }
    }
  }

  /** A server with a secret. */
  static class Vault implements GenServer<String, Call<Vault, ?>, Cast<Vault>> {

    @Override
    public InitResult<String> init() {
      return ok("secret");
    }

    @Override
    public Status formatStatus(Status status) {
      return status.state("***");
    }
  }
}
