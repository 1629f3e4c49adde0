package dev.dream.genserver;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.TestDream;
import dev.dream.genserver.RequestIds.Handled;
import dev.dream.genserver.RequestIds.NoReply;
import dev.dream.genserver.RequestIds.NoRequest;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class RequestIdsTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final RequestIds<String, Object> ids = new RequestIds<>();
  private final BlockingQueue<From> callers = new LinkedBlockingQueue<>();

  private ServerRef<Probe> probe() {
    return test.start(new Probe("probe", new Events()));
  }

  /** Asks for something that is answered through {@link #callers}. */
  private Ask held() {
    return new Ask(
        (probe, _, from, state) -> {
          callers.add(from);
          return probe.noReply(state);
        });
  }

  private static Handled<String, Object> replied(String label, Object answer) {
    return new Handled<>(label, new Response.Reply<>(answer));
  }

  @Nested
  class WaitResponse {

    @Test
    void returnsWhicheverIsAnsweredFirst() throws Exception {
      ServerRef<Probe> probe = probe();
      probe.sendRequest(held(), "a", ids);
      From first = callers.take();
      probe.sendRequest(held(), "b", ids);
      From second = callers.take();
      second.answer(2);
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(replied("b", 2));
      first.answer(1);
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(replied("a", 1));
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(new NoRequest<>());
    }

    @Test
    void returnsWhatWasAnsweredBeforeItWasAdded() {
      RequestId<Object> id = probe().sendRequest(Ask.state());
      id.slot().peek(LIMIT);
      ids.add("a", id);
      assertThat(ids.waitResponse(Processes.INFINITY)).isEqualTo(replied("a", 0));
    }

    @Test
    void returnsTheFailuresOfServersThatEnd() {
      ServerRef<Probe> probe = probe();
      ServerRef<Probe> nobody = test.get().ref("nobody");
      probe.sendRequest(Ask.unanswered(), "dying", ids);
      nobody.sendRequest(Ask.state(), "nobody", ids);
      assertThat(ids.waitResponse(Processes.INFINITY))
          .isEqualTo(new Handled<>("nobody", new Response.Failed<>(ExitReason.NOPROC, nobody)));
      test.get().exit(probe.pid().orElseThrow(), ExitReason.KILL);
      assertThat(ids.waitResponse(Processes.INFINITY))
          .isEqualTo(new Handled<>("dying", new Response.Failed<>(ExitReason.KILLED, probe)));
    }

    @Test
    void keepsTheRequestsWhenTheTimeHasPassed() throws Exception {
      probe().sendRequest(held(), "a", ids);
      assertThat(ids.waitResponse(SOON)).isEqualTo(new NoReply<>());
      assertThat(ids.size()).isOne();
      callers.take().answer(1);
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(replied("a", 1));
    }

    @Test
    void passesOverWhatWasSeenThroughItsOwnId() {
      RequestId<Object> id = probe().sendRequest(Ask.state());
      ids.add("a", id);
      assertThat(id.waitResponse(LIMIT)).isEqualTo(new Response.Reply<>(0));
      assertThat(ids.size()).isZero();
      assertThat(ids.waitResponse(Processes.INFINITY)).isEqualTo(new NoRequest<>());
    }

    @Test
    void passesOverWhatWasGivenUp() {
      ServerRef<Probe> probe = probe();
      RequestId<Object> id = probe.sendRequest(Ask.unanswered());
      ids.add("a", id);
      probe.sendRequest(Ask.state(), "b", ids);
      assertThat(id.receiveResponse(Duration.ZERO)).isEqualTo(new Response.NoReply<>());
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(replied("b", 0));
      assertThat(ids.waitResponse(LIMIT)).isEqualTo(new NoRequest<>());
    }

    @Test
    void refusesANegativeTimeout() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ids.waitResponse(Duration.ofMillis(-1)));
    }

    @Test
    void endsWithTheInterruptOfAnOrdinaryThread() {
      probe().sendRequest(Ask.unanswered(), "a", ids);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> ids.waitResponse(LIMIT))
          .withMessage("wait for 1 requests failed: the calling thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(ids.size()).isOne();
    }

    @Test
    void refusesASecondThread() throws Exception {
      probe().sendRequest(held(), "a", ids);
      From caller = callers.take();
      var found = new CompletableFuture<Object>();
      Thread waiting =
          Thread.startVirtualThread(() -> found.complete(ids.waitResponse(Processes.INFINITY)));
      await().until(() -> waiting.getState() == Thread.State.WAITING);
      assertThatIllegalStateException().isThrownBy(() -> ids.waitResponse(LIMIT));
      caller.answer(1);
      assertThat(TestDream.get(found)).isEqualTo(replied("a", 1));
    }
  }

  @Nested
  class ReceiveResponse {

    @Test
    void returnsTheFirst() {
      probe().sendRequest(Ask.state(), "a", ids);
      assertThat(ids.receiveResponse(LIMIT)).isEqualTo(replied("a", 0));
    }

    @Test
    void givesAllUpWhenTheTimeHasPassed() throws Exception {
      ServerRef<Probe> probe = probe();
      probe.sendRequest(held(), "a", ids);
      probe.sendRequest(held(), "b", ids);
      assertThat(ids.receiveResponse(SOON)).isEqualTo(new NoReply<>());
      assertThat(ids.size()).isZero();
      callers.take().answer(1);
      callers.take().answer(2);
      assertThat(test.get().tally().lateReplies()).isEqualTo(2);
      assertThat(ids.receiveResponse(LIMIT)).isEqualTo(new NoRequest<>());
    }
  }

  @Nested
  class CheckResponse {

    @Test
    void doesNotWait() throws Exception {
      assertThat(ids.checkResponse()).isEqualTo(new NoRequest<>());
      probe().sendRequest(held(), "a", ids);
      From caller = callers.take();
      assertThat(ids.checkResponse()).isEqualTo(new NoReply<>());
      caller.answer(1);
      assertThat(ids.checkResponse()).isEqualTo(replied("a", 1));
    }
  }

  @Nested
  class Add {

    @Test
    void keepsTheOrderAndLabelsThatAreEqual() {
      ServerRef<Probe> probe = probe();
      RequestId<Object> first = probe.sendRequest(Ask.unanswered());
      RequestId<Object> second = probe.sendRequest(Ask.unanswered());
      ids.add("a", first);
      ids.add("a", second);
      assertThat(ids.size()).isEqualTo(2);
      assertThat(ids.toList())
          .containsExactly(
              new RequestIds.Labelled<>("a", first), new RequestIds.Labelled<>("a", second));
    }

    @Test
    void refusesARequestThatIsInACollection() {
      RequestId<Object> id = probe().sendRequest(Ask.unanswered());
      ids.add("a", id);
      assertThatIllegalArgumentException().isThrownBy(() -> ids.add("b", id));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RequestIds<String, Object>().add("b", id))
          .withMessageEndingWith("is in a collection already; send another request");
    }
  }

  /** Requests to some servers, each answered by another thread, a few always under way. */
  @Nested
  class UnderLoad {

    private static final int REQUESTS = 100_000;
    private static final int UNDER_WAY = 64;
    private static final int SERVERS = 8;

    @Test
    void noAnswerIsOversleptByAnOrdinaryThread() {
      List<ServerRef<Probe>> servers = servers();
      askAndCount(servers);
    }

    @Test
    void noAnswerIsOversleptByAProcess() throws Exception {
      List<ServerRef<Probe>> servers = servers();
      test.run(() -> askAndCount(servers));
    }

    /** All at once: what a wait costs must not grow with what is under way. */
    @Test
    void manyRequestsAtOnceAreEachAnsweredOnce() {
      List<ServerRef<Probe>> servers = servers();
      RequestIds<Integer, Object> all = new RequestIds<>();
      for (int i = 0; i < REQUESTS; i++) {
        servers.get(i % SERVERS).sendRequest(Ask.state(), i, all);
      }
      BitSet seen = new BitSet(REQUESTS);
      while (all.waitResponse(Processes.INFINITY) instanceof Handled<Integer, Object> handled) {
        assertThat(seen.get(handled.label())).isFalse();
        seen.set(handled.label());
      }
      assertThat(seen.cardinality()).isEqualTo(REQUESTS);
    }

    private List<ServerRef<Probe>> servers() {
      List<ServerRef<Probe>> servers = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        servers.add(probe());
      }
      return servers;
    }

    /** Waits without a limit, so that a lost wake-up hangs the test. */
    private void askAndCount(List<ServerRef<Probe>> servers) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      RequestIds<Integer, Object> some = new RequestIds<>();
      BitSet seen = new BitSet(REQUESTS);
      int sent = 0;
      while (seen.cardinality() < REQUESTS) {
        int more = Math.min(REQUESTS, seen.cardinality() + 1 + random.nextInt(UNDER_WAY));
        while (sent < more) {
          servers.get(random.nextInt(SERVERS)).sendRequest(Ask.state(), sent++, some);
        }
        Handled<Integer, Object> handled =
            (Handled<Integer, Object>) some.waitResponse(Processes.INFINITY);
        assertThat(seen.get(handled.label())).as("seed " + seed).isFalse();
        seen.set(handled.label());
      }
      assertThat(some.size()).isZero();
    }
  }
}
