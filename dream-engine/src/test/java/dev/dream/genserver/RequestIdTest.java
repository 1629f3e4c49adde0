package dev.dream.genserver;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RequestIdTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private ServerRef<Probe> probe() {
    return test.start(new Probe("probe", new Events()));
  }

  /** Asks for something that the server answers when it is released. */
  private static Ask held(CountDownLatch release) {
    return new Ask(
        (probe, ask, _, state) -> {
          release.await();
          return probe.reply(ask, "at last", state);
        });
  }

  private static Response<Object> atLast() {
    return new Response.Reply<>("at last");
  }

  @Nested
  class WaitResponse {

    @Test
    void returnsTheReplyWithItsType() throws Exception {
      ServerRef<Counter> counter = test.get().start(Counter::new);
      RequestId<Integer> id = counter.sendRequest(new Counter.Add(5));
      assertThat(id.waitResponse(LIMIT)).isEqualTo(new Response.Reply<>(5));
      test.run(
          () ->
              assertThat(counter.sendRequest(new Counter.Add(5)).waitResponse(LIMIT))
                  .isEqualTo(new Response.Reply<>(10)));
    }

    @Test
    void mayBeCalledAgainWhenTheTimeHasPassed() {
      var release = new CountDownLatch(1);
      RequestId<Object> id = probe().sendRequest(held(release));
      assertThat(id.waitResponse(SOON)).isEqualTo(new Response.NoReply<>());
      release.countDown();
      assertThat(id.waitResponse(LIMIT)).isEqualTo(atLast());
      assertThat(test.get().tally().lateReplies()).isZero();
    }

    @Test
    void returnsTheSameReplyAgain() {
      RequestId<Object> id = probe().sendRequest(Ask.state());
      assertThat(id.waitResponse(LIMIT)).isEqualTo(id.waitResponse(Duration.ZERO));
    }

    @Test
    void failsWithTheReasonWhenTheServerEnds() {
      ServerRef<Probe> probe = probe();
      ExitReason boom = ExitReason.error("boom");
      RequestId<Object> id =
          probe.sendRequest(new Ask((server, _, _, state) -> server.stop(boom, state)));
      assertThat(id.waitResponse(Processes.INFINITY)).isEqualTo(new Response.Failed<>(boom, probe));
    }

    @Test
    void failsAtOnceWhenThereIsNoServer() {
      ServerRef<Probe> nobody = test.get().ref("nobody");
      assertThat(nobody.sendRequest(Ask.state()).waitResponse(Processes.INFINITY))
          .isEqualTo(new Response.Failed<>(ExitReason.NOPROC, nobody));
    }

    @Test
    void refusesANegativeTimeout() {
      RequestId<Object> id = probe().sendRequest(Ask.unanswered());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> id.waitResponse(Duration.ofMillis(-1)))
          .withMessageContaining("must not be negative");
    }

    @Test
    void endsWithTheInterruptOfAnOrdinaryThreadAndKeepsTheRequest() {
      var release = new CountDownLatch(1);
      RequestId<Object> id = probe().sendRequest(held(release));
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> id.waitResponse(LIMIT))
          .withMessageEndingWith("failed: the calling thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
      assertThat(id.waitResponse(LIMIT)).isEqualTo(atLast());
    }

    @Test
    void endsWithTheProcessThatIsKilled() throws Exception {
      ServerRef<Probe> silent = probe();
      var sent = new CompletableFuture<RequestId<Object>>();
      var pid =
          test.get()
              .spawn(
                  () -> {
                    RequestId<Object> id = silent.sendRequest(Ask.unanswered());
                    sent.complete(id);
                    id.waitResponse(Processes.INFINITY);
                  });
      var ended = test.get().whenEnded(pid);
      TestDream.get(sent);
      test.get().exit(pid, ExitReason.KILL);
      assertThat(TestDream.get(ended)).isEqualTo(ExitReason.KILLED);
    }

    @Test
    void leavesTheMailboxAlone() throws Exception {
      ServerRef<Probe> probe = probe();
      test.run(
          () -> {
            Processes.send(Processes.self(), "before");
            RequestId<Object> id = probe.sendRequest(Ask.state());
            assertThat(id.waitResponse(LIMIT)).isEqualTo(new Response.Reply<>(0));
            assertThat(Processes.receive()).isEqualTo("before");
            assertThat(Processes.receive(Duration.ZERO)).isEqualTo(new dev.dream.process.Timeout());
          });
    }
  }

  @Nested
  class ReceiveResponse {

    @Test
    void returnsTheReply() {
      assertThat(probe().sendRequest(Ask.state()).receiveResponse(LIMIT))
          .isEqualTo(new Response.Reply<>(0));
    }

    @Test
    void givesTheRequestUpWhenTheTimeHasPassed() {
      ServerRef<Probe> probe = probe();
      var release = new CountDownLatch(1);
      RequestId<Object> id = probe.sendRequest(held(release));
      assertThat(id.receiveResponse(SOON)).isEqualTo(new Response.NoReply<>());
      release.countDown();
      probe.call(Ask.state());
      assertThat(id.receiveResponse(LIMIT)).isEqualTo(new Response.NoReply<>());
      assertThat(test.get().tally().lateReplies()).isOne();
    }

    @Test
    void givesTheRequestUpWhenTheThreadIsInterrupted() {
      ServerRef<Probe> probe = probe();
      var release = new CountDownLatch(1);
      RequestId<Object> id = probe.sendRequest(held(release));
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CallException.class).isThrownBy(() -> id.receiveResponse(LIMIT));
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
      probe.call(Ask.state());
      assertThat(id.checkResponse()).isEqualTo(new Response.NoReply<>());
    }
  }

  @Nested
  class CheckResponse {

    @Test
    void doesNotWait() {
      var release = new CountDownLatch(1);
      RequestId<Object> id = probe().sendRequest(held(release));
      assertThat(id.checkResponse()).isEqualTo(new Response.NoReply<>());
      release.countDown();
      assertThat(id.waitResponse(LIMIT)).isEqualTo(atLast());
      assertThat(id.checkResponse()).isEqualTo(atLast());
    }
  }

  @Test
  void aServerMayAskItselfAndLookLater() throws Exception {
    ServerRef<Probe> probe = probe();
    var sent = new CompletableFuture<RequestId<Object>>();
    probe.cast(
        new Probe.Tell(
            (server, state) -> {
              sent.complete(probe.sendRequest(Ask.state()));
              return server.noReply(state);
            }));
    assertThat(TestDream.get(sent).waitResponse(LIMIT)).isEqualTo(new Response.Reply<>(0));
  }

  @Test
  void isGivenUpWhenItsAskerEnds() throws Exception {
    var asked = new CompletableFuture<From>();
    ServerRef<Probe> probe = probe();
    Ask never =
        new Ask(
            (server, _, from, state) -> {
              asked.complete(from);
              return server.noReply(state);
            });
    RequestId<Object> id = test.get().run(() -> probe.sendRequest(never));
    assertThat(TestDream.get(asked).isWaiting()).isFalse();
    assertThat(id.checkResponse()).isEqualTo(new Response.NoReply<>());
  }
}
