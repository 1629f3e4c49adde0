package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restart that fails is tried again by a message, so that requests are served in between. */
class FailingRestartTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();
  private final CompletableFuture<Boolean> go = new CompletableFuture<>();

  /** A child whose second start waits for {@code go} and then fails. */
  private ChildSpec<Probe> failsOnce(String id) {
    var starts = new AtomicInteger();
    return ChildSpec.worker(
            id,
            () ->
                new Probe(id, events)
                    .init(
                        probe -> {
                          if (starts.incrementAndGet() != 2) {
                            return probe.ok(0);
                          }
                          TestDream.get(go);
                          return probe.stop(BOOM);
                        }))
        .named();
  }

  private ServerRef<Supervisor> start(Strategy strategy) {
    return dream.start(
        SupervisorSpec.of(strategy, List.of(failsOnce("a"), child("b", events)))
            .maxRestarts(10, SupervisorSpec.DEFAULT_PERIOD));
  }

  /** Sends a request that is served between the attempt that fails and the next one. */
  private <T> T between(
      ServerRef<Supervisor> supervisor, Function<ServerRef<Supervisor>, T> request)
      throws Exception {
    dream.kill("a");
    events.awaitTimes(2, "a init");
    CompletionStage<T> answer = ask(supervisor, request);
    go.complete(true);
    return TestDream.get(answer);
  }

  private <T> CompletionStage<T> ask(
      ServerRef<Supervisor> supervisor, Function<ServerRef<Supervisor>, T> request) {
    Pid pid = supervisor.pid().orElseThrow();
    int waiting = depth(pid);
    var answer = new CompletableFuture<T>();
    dream
        .get()
        .spawn(
            () -> {
              try {
                answer.complete(request.apply(supervisor));
              } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
              }
            });
    await("the request is in the mailbox")
        .pollInterval(Duration.ofMillis(1))
        .until(() -> depth(pid) > waiting);
    return answer;
  }

  private int depth(Pid pid) {
    return dream.get().info(pid).orElseThrow().mailboxDepth();
  }

  private static List<String> shown(ServerRef<Supervisor> supervisor) {
    return Supervisor.whichChildren(supervisor).stream()
        .map(
            child ->
                child.id()
                    + (child.restarting()
                        ? " restarting"
                        : child.pid() == null ? " undefined" : " running"))
        .toList();
  }

  @Nested
  class OneForOne {

    @Test
    void listsTheChildAsRestartingAndThenRunsIt() throws Exception {
      var supervisor = start(Strategy.ONE_FOR_ONE);

      assertThat(between(supervisor, FailingRestartTest::shown))
          .containsExactly("b running", "a restarting");
      events.awaitTimes(3, "a init");
      assertThat(shown(supervisor)).containsExactly("b running", "a running");
    }

    @Test
    void countsARestartingChildAsNotActive() throws Exception {
      var counts = between(start(Strategy.ONE_FOR_ONE), Supervisor::countChildren);

      assertThat(counts).isEqualTo(new ChildCounts(2, 1, 0, 2));
    }

    @Test
    void refusesToRestartIt() throws Exception {
      var refusal =
          between(
              start(Strategy.ONE_FOR_ONE), ref -> refusal(() -> Supervisor.restartChild(ref, "a")));

      assertThat(refusal).isEqualTo(Refusal.RESTARTING);
      events.awaitTimes(3, "a init");
    }

    @Test
    void refusesToDeleteIt() throws Exception {
      var refusal =
          between(
              start(Strategy.ONE_FOR_ONE), ref -> refusal(() -> Supervisor.deleteChild(ref, "a")));

      assertThat(refusal).isEqualTo(Refusal.RESTARTING);
    }

    @Test
    void refusesToStartAnotherOfItsId() throws Exception {
      var refusal =
          between(
              start(Strategy.ONE_FOR_ONE),
              ref -> refusal(() -> Supervisor.startChild(ref, child("a", events))));

      assertThat(refusal).isEqualTo(Refusal.ALREADY_PRESENT);
    }

    @Test
    void terminateChildEndsTheRetries() throws Exception {
      var supervisor = start(Strategy.ONE_FOR_ONE);

      between(
          supervisor,
          ref -> {
            Supervisor.terminateChild(ref, "a");
            return true;
          });

      assertThat(shown(supervisor)).containsExactly("b running", "a undefined");
      assertThat(events.all()).containsOnlyOnce("b init").filteredOn("a init"::equals).hasSize(2);
    }

    @Test
    void aStopEndsTheRetries() throws Exception {
      var supervisor = start(Strategy.ONE_FOR_ONE);

      between(
          supervisor,
          ref -> {
            ref.stop();
            return true;
          });

      assertThat(events.all()).filteredOn("a init"::equals).hasSize(2);
    }
  }

  @Nested
  class OneForAll {

    @Test
    void listsTheOthersAsStoppedAndThenStartsTheWholeGroup() throws Exception {
      var supervisor = start(Strategy.ONE_FOR_ALL);

      assertThat(between(supervisor, FailingRestartTest::shown))
          .containsExactly("b undefined", "a restarting");
      events.awaitTimes(2, "b init");
      assertThat(shown(supervisor)).containsExactly("b running", "a running");
    }
  }

  @Nested
  class RestForOne {

    @Test
    void goesOnWithTheChildThatFailedAndKeepsEarlierOnes() {
      var supervisor =
          dream.start(
              SupervisorSpec.restForOne(child("first", events), failsOnce("a"), child("b", events))
                  .maxRestarts(10, SupervisorSpec.DEFAULT_PERIOD));
      go.complete(true);

      dream.kill("first");
      events.awaitTimes(3, "a init");

      assertThat(shown(supervisor)).containsExactly("b running", "a running", "first running");
      assertThat(events.all()).filteredOn("first init"::equals).hasSize(2);
    }
  }

  @Nested
  class Limit {

    @Test
    void countsEveryFailedAttempt() throws Exception {
      var starts = new AtomicInteger();
      var supervisor =
          dream.start(
              SupervisorSpec.oneForOne(
                  ChildSpec.worker(
                          "a",
                          () ->
                              new Probe("a", events)
                                  .init(
                                      probe ->
                                          starts.incrementAndGet() == 1
                                              ? probe.ok(0)
                                              : probe.stop(BOOM)))
                      .named()));
      var end = dream.get().whenEnded(supervisor.address());

      dream.kill("a");

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      assertThat(starts).hasValue(4);
    }
  }

  private static Refusal refusal(Runnable request) {
    return catchThrowableOfType(ChildException.class, request::run).refusal();
  }
}
