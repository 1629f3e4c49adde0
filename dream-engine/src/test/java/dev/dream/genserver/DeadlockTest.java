package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that wait for each other. All limits are long: what is found is found at once. */
class DeadlockTest {

  @RegisterExtension final TestDream dream = new TestDream();

  private final Events events = new Events();

  private ServerRef<Probe> server(String name) {
    return dream.get().start(() -> new Probe(name, events), StartOptions.named(name));
  }

  /** Returns a request that makes its server ask another, and answers with what came of it. */
  private static Ask relay(ServerRef<Probe> to, Ask request) {
    return new Ask((probe, ask, _, state) -> probe.reply(ask, outcome(to, request), state));
  }

  private static Object outcome(ServerRef<Probe> to, Ask request) {
    try {
      return to.call(request, Processes.INFINITY);
    } catch (CallException failed) {
      return failed;
    }
  }

  private static String messageOf(Object outcome) {
    assertThat(outcome).isInstanceOf(CallException.class);
    assertThat(((CallException) outcome).reason()).isEqualTo(ExitReason.TIMEOUT);
    return ((CallException) outcome).getMessage();
  }

  @Test
  void ofTwoIsFoundAndNamedAndTheOtherGoesOn() {
    ServerRef<Probe> a = server("a");
    ServerRef<Probe> b = server("b");

    Object outcome = a.call(relay(b, relay(a, Ask.state())));

    assertThat(messageOf(outcome))
        .endsWith(" to \"a\" <0.1> failed: deadlock: \"b\" <0.2> -> \"a\" <0.1> -> \"b\" <0.2>");
    assertThat(a.call(Ask.state())).isEqualTo(0);
    assertThat(b.call(Ask.state())).isEqualTo(0);
  }

  @Test
  void ofFourIsFoundAndNamed() {
    ServerRef<Probe> a = server("a");
    ServerRef<Probe> b = server("b");
    ServerRef<Probe> c = server("c");
    ServerRef<Probe> d = server("d");

    Object outcome = a.call(relay(b, relay(c, relay(d, relay(a, Ask.state())))));

    assertThat(messageOf(outcome))
        .contains("\"d\" <0.4> -> \"a\" <0.1> -> \"b\" <0.2> -> \"c\" <0.3> -> \"d\" <0.4>");
  }

  @Test
  void isNoneIfTheAnswerWasPutOffAndSomebodyElseGivesIt() throws Exception {
    ServerRef<Probe> a = server("a");
    ServerRef<Probe> b = server("b");
    var kept = new CompletableFuture<Runnable>();
    Ask putOff =
        new Ask(
            (probe, ask, from, state) -> {
              kept.complete(() -> from.reply(ask, "later"));
              return probe.noReply(state);
            });
    CompletableFuture<Object> first = b.callAsync(relay(a, putOff)).toCompletableFuture();
    Runnable answer = TestDream.get(kept);
    var asking = new CountDownLatch(1);
    // b waits for a, which now waits for b: but a thread gives b its answer
    CompletableFuture<Object> second =
        a.callAsync(
                new Ask(
                    (probe, ask, _, state) -> {
                      asking.countDown();
                      return probe.reply(ask, outcome(b, Ask.state()), state);
                    }))
            .toCompletableFuture();
    asking.await();
    await()
        .until(
            () ->
                dream.get().info(a.pid().orElseThrow()).orElseThrow().status()
                    == ProcessInfo.Status.WAITING);
    assertThat(second).isNotDone();

    answer.run();

    assertThat(TestDream.get(first)).isEqualTo("later");
    assertThat(TestDream.get(second)).isEqualTo(0);
  }

  @Test
  void ofAChildThatAsksItsSupervisorWhileThatWaitsForItsStart() {
    ServerRef<Supervisor> unknown = dream.get().ref("sup");
    var heard = new CompletableFuture<Object>();
    var tree =
        SupervisorSpec.oneForOne(
            ChildSpec.worker(
                "child",
                () ->
                    new Probe("child", events)
                        .init(
                            probe -> {
                              try {
                                Supervisor.countChildren(unknown);
                              } catch (CallException failed) {
                                heard.complete(failed);
                              }
                              return probe.ok(0);
                            })));

    dream.get().startSupervisor(tree, StartOptions.named("sup"));

    assertThat(messageOf(heard.join())).contains("deadlock: ").endsWith(" -> <0.2>");
  }

  @RepeatedTest(200)
  void isFoundByOneOfTwoThatCloseItAtTheSameTime() throws Exception {
    ServerRef<Probe> a = server("a");
    ServerRef<Probe> b = server("b");
    var both = new CountDownLatch(2);
    CompletableFuture<Object> one = a.callAsync(together(both, b)).toCompletableFuture();
    CompletableFuture<Object> other = b.callAsync(together(both, a)).toCompletableFuture();

    Object first = TestDream.get(one);
    Object second = TestDream.get(other);

    // exactly one is told; the other then gets its answer
    assertThat(first instanceof CallException).isNotEqualTo(second instanceof CallException);
    a.stop();
    b.stop();
  }

  private static Ask together(CountDownLatch both, ServerRef<Probe> other) {
    return new Ask(
        (probe, ask, _, state) -> {
          both.countDown();
          both.await();
          return probe.reply(ask, outcome(other, Ask.state()), state);
        });
  }
}
