package dev.dream.genserver;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.TestDream;
import dev.dream.genserver.MultiCall.Failure;
import dev.dream.genserver.MultiCall.Reply;
import dev.dream.process.ExitReason;
import dev.dream.registry.UniqueRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class MultiCallTest {

  private static final Duration SOON = Duration.ofMillis(20);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private ServerRef<Probe> probe() {
    return test.start(new Probe("probe", new Events()));
  }

  @Test
  void returnsAllAnswersInTheOrderOfTheServers() {
    ServerRef<Counter> one = test.get().start(Counter::new);
    ServerRef<Counter> two = test.get().start(Counter::new);
    one.call(new Counter.Add(1));
    two.call(new Counter.Add(2));
    MultiCall<Counter, Integer> result =
        GenServer.multiCall(List.of(two, one, two), new Counter.Value());
    assertThat(result.replies())
        .containsExactly(new Reply<>(two, 2), new Reply<>(one, 1), new Reply<>(two, 2));
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void givesUpThoseItHasAskedWhenANameHasNoKeeper() throws Exception {
    var asked = new CompletableFuture<From>();
    Ask never =
        new Ask(
            (probe, _, from, state) -> {
              asked.complete(from);
              return probe.noReply(state);
            });
    ServerRef<Probe> nowhere = UniqueRegistry.named(test.get().node(), "none").ref("x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenServer.multiCall(List.of(probe(), nowhere), never, LIMIT));
    assertThat(TestDream.get(asked).isWaiting()).isFalse();
  }

  @Test
  void asksAllBeforeItWaitsForOne() {
    var together = new CyclicBarrier(2);
    Ask meet =
        new Ask(
            (probe, ask, _, state) -> {
              together.await();
              return probe.reply(ask, "met", state);
            });
    MultiCall<Probe, Object> result = GenServer.multiCall(List.of(probe(), probe()), meet, LIMIT);
    assertThat(result.replies()).hasSize(2);
  }

  @Test
  void saysWhoFailedAndWhy() {
    ServerRef<Probe> fine = probe();
    ServerRef<Probe> nobody = test.get().ref("nobody");
    ServerRef<Probe> silent = probe();
    ServerRef<Probe> dying = probe();
    ExitReason boom = ExitReason.error("boom");
    Ask each =
        new Ask(
            (probe, ask, _, state) -> {
              Object self = dev.dream.process.Processes.self();
              return self.equals(fine.address())
                  ? probe.reply(ask, "fine", state)
                  : self.equals(dying.address()) ? probe.stop(boom, state) : probe.noReply(state);
            });
    MultiCall<Probe, Object> result =
        GenServer.multiCall(List.of(silent, dying, nobody, fine), each, SOON);
    assertThat(result.replies()).contains(new Reply<>(fine, "fine"));
    assertThat(result.failures())
        .containsExactly(
            new Failure<>(silent, ExitReason.TIMEOUT),
            new Failure<>(dying, boom),
            new Failure<>(nobody, ExitReason.NOPROC));
  }

  @Test
  void dropsWhatComesLate() {
    ServerRef<Probe> slow = probe();
    var release = new CountDownLatch(1);
    Ask late =
        new Ask(
            (probe, ask, _, state) -> {
              release.await();
              return probe.reply(ask, "late", state);
            });
    assertThat(GenServer.multiCall(List.of(slow), late, SOON).failures())
        .containsExactly(new Failure<>(slow, ExitReason.TIMEOUT));
    release.countDown();
    slow.call(Ask.state());
    assertThat(test.get().tally().lateReplies()).isOne();
  }

  @Test
  void doesNotWaitForTheCallerItself() {
    ServerRef<Probe> one = probe();
    ServerRef<Probe> two = probe();
    Ask others =
        new Ask(
            (probe, ask, _, state) ->
                probe.reply(ask, GenServer.multiCall(List.of(one, two), Ask.state()), state));
    assertThat(one.call(others))
        .isEqualTo(
            new MultiCall<>(
                List.of(new Reply<>(two, (Object) 0)),
                List.of(new Failure<>(one, ExitReason.CALLING_SELF))));
  }

  @Test
  void ofNobodyIsEmpty() {
    assertThat(GenServer.multiCall(List.<ServerRef<Probe>>of(), Ask.state(), LIMIT))
        .isEqualTo(new MultiCall<>(List.of(), List.of()));
  }

  @Test
  void refusesANegativeTimeout() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GenServer.multiCall(List.of(probe()), Ask.state(), Duration.ofMillis(-1)));
  }

  @Test
  void abcastTellsAllThatExist() {
    ServerRef<Counter> one = test.get().start(Counter::new);
    ServerRef<Counter> nobody = test.get().ref("nobody");
    ServerRef<Counter> two = test.get().start(Counter::new);
    GenServer.multiCall(List.of(one, two), new Counter.Add(3));
    GenServer.abcast(List.of(one, nobody, two), new Counter.Reset());
    assertThat(one.call(new Counter.Value())).isZero();
    assertThat(two.call(new Counter.Value())).isZero();
  }
}
