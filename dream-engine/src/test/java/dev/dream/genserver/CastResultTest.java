package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Step;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CastResultTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Probe> start() {
    return dream.start(new Probe("p", events));
  }

  private static Step add(int by) {
    return (probe, state) -> probe.noReply(state + by);
  }

  @Nested
  class OfHandleCast {

    @Test
    void changesTheState() {
      var server = start();

      server.cast(new Tell(add(2)));

      assertThat(server.call(Ask.state())).isEqualTo(2);
    }

    @Test
    void keepsTheOrderOfCastsAndMessages() {
      var server = start();
      var pid = server.pid().orElseThrow();

      for (int i = 0; i < 1000; i++) {
        int digit = i;
        Step step =
            (probe, state) -> {
              events.add("" + digit);
              return probe.noReply(state);
            };
        if (i % 2 == 0) {
          server.cast(new Tell(step));
        } else {
          dream.get().send(pid, step);
        }
      }
      server.call(Ask.state());

      assertThat(events.all().stream().skip(1))
          .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> "" + i).toList());
    }

    @Test
    void mayStop() throws Exception {
      var server = start();
      var end = dream.get().whenEnded(server.address());

      server.cast(Tell.stop(BOOM));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate error: boom");
    }

    @Test
    void toNobodyIsIgnored() {
      dream.get().<Probe>ref("nobody").cast(new Tell(add(1)));
    }
  }

  @Nested
  class OfHandleInfo {

    @Test
    void changesTheState() {
      var server = start();

      dream.get().send(server.address(), add(3));

      assertThat(server.call(Ask.state())).isEqualTo(3);
    }

    @Test
    void mayStop() throws Exception {
      var server = start();
      var end = dream.get().whenEnded(server.address());

      dream.get().send(server.address(), (Step) (probe, state) -> probe.stop(BOOM, state));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
    }

    @Test
    void ofAServerThatExpectsNoneIsAWarning() {
      var counter = dream.get().start(Counter::new);

      dream.get().send(counter.address(), "hello");
      counter.call(new Counter.Value());

      assertThat(logs.from(Level.WARN)).containsExactly("Counter got an unexpected message: hello");
    }
  }

  @Nested
  class OfHandleContinue {

    private static Tell thenContinue(Step step) {
      return new Tell((probe, state) -> probe.noReply(state).thenContinue(step));
    }

    @Test
    void comesBeforeWhatIsInTheMailbox() {
      var server = start();
      Step note =
          (probe, state) -> {
            events.add("message");
            return probe.noReply(state);
          };

      server.cast(
          new Tell(
              (probe, state) -> {
                Processes.send(Processes.self(), note);
                return probe.noReply(state).thenContinue(add(1));
              }));
      events.awaitEvent("message");

      events.assertThatAre("p init", "p continue", "message");
    }

    @Test
    void mayStop() throws Exception {
      var server = start();
      var end = dream.get().whenEnded(server.address());

      server.cast(thenContinue((probe, state) -> probe.stop(BOOM, state)));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("p init", "p continue", "p terminate error: boom");
    }

    @Test
    void mayContinueAnyNumberOfTimes() {
      var server = start();

      server.cast(thenContinue(CastResultTest::upTo100000));

      assertThat(server.call(Ask.state())).isEqualTo(100_000);
    }

    @Test
    void endsWhenTheServerIsKilled() {
      var server = start();
      server.cast(thenContinue(CastResultTest::forEver));
      events.awaitEvent("p continue");

      dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

      TestDream.assertNothingIsLeft(dream.get());
    }
  }

  private static CastResult<Integer> upTo100000(Probe probe, int state) {
    var next = probe.noReply(state + 1);
    return state + 1 < 100_000 ? next.thenContinue((Step) CastResultTest::upTo100000) : next;
  }

  private static CastResult<Integer> forEver(Probe probe, int state) {
    return probe.noReply(state).thenContinue((Step) CastResultTest::forEver);
  }
}
