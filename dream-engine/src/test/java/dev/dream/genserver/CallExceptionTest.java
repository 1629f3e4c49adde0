package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Counter;
import dev.dream.Counter.Add;
import dev.dream.Counter.Value;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.Name;
import dev.dream.process.Tally;
import dev.dream.process.Tally.CallOutcome;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The words of failed calls. */
class CallExceptionTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private static String message(Runnable call) {
    return catchThrowableOfType(CallException.class, call::run).getMessage();
  }

  @Test
  void anAbsentNameListsThoseThatAreThere() {
    dream.get().start(Counter::new, StartOptions.named("rooms"));
    dream.get().start(Counter::new, StartOptions.named("mailer"));

    assertThat(message(() -> dream.get().<Counter>ref("counter").call(new Add(5))))
        .isEqualTo(
            "call Add[by=5] to \"counter\" failed: no process has that name; is its supervisor"
                + " started? (registered: \"mailer\", \"rooms\")");
  }

  @Test
  void anAbsentNameListsFiveAtMost() {
    for (int i = 1; i <= 7; i++) {
      dream.get().start(Counter::new, StartOptions.named("n" + i));
    }

    assertThat(message(() -> dream.get().<Counter>ref("counter").call(new Value())))
        .endsWith("(registered: \"n1\", \"n2\", \"n3\", \"n4\", \"n5\", … 2 more)");
  }

  @Test
  void aDeadPidIsNotAlive() {
    var counter = dream.get().start(Counter::new);
    counter.stop();

    assertThat(message(() -> counter.call(new Value())))
        .isEqualTo(
            "call Value[] to %s failed: the process is not alive".formatted(counter.address()));
  }

  @Test
  void anEndTellsItsReason() {
    var server = dream.start(new Probe("p", events));
    var name = server.address();

    assertThat(
            message(
                () -> server.call(new Ask((probe, _, _, s) -> probe.stop(ExitReason.SHUTDOWN, s)))))
        .startsWith("call Ask[")
        .endsWith(" to " + name + " failed: shutdown");
  }

  @Test
  void aTimeoutTellsWhatTheServerIsDoingAndWhatWaits() {
    var go = new CompletableFuture<Boolean>();
    var counter = dream.get().start(() -> new Probe("p", events), StartOptions.named("busy"));
    var pid = counter.pid().orElseThrow();
    counter.cast(
        new Tell(
            (probe, state) -> {
              events.add("busy");
              TestDream.get(go);
              return probe.noReply(state);
            }));
    events.awaitEvent("busy");
    dream.get().send(pid, "one");

    String message = message(() -> counter.call(Ask.state(), Duration.ofMillis(20)));
    go.complete(true);

    assertThat(message)
        .contains(
            " to \"busy\" " + pid + " timed out after 20 ms: 1 message ahead, oldest waiting ")
        .containsPattern("ms, now handling Tell(?: since \\S+ m?s)?\\n    at ")
        .contains("    at " + TestDream.class.getName() + ".get(");
  }

  private static CallOutcome outcome(Runnable call) {
    return catchThrowableOfType(CallException.class, call::run).outcome();
  }

  @Test
  void theOutcomeTellsAnEndWithTheReasonTimeoutFromATimeout() {
    var server =
        dream
            .get()
            .start(() -> new Probe("p", events), StartOptions.DEFAULT.mailbox(Mailbox.of(1)));
    Sys.suspend(server);
    Ask stop = new Ask((probe, _, _, s) -> probe.stop(ExitReason.TIMEOUT, s));

    assertThat(outcome(() -> server.call(Ask.state(), Duration.ofMillis(1))))
        .isEqualTo(CallOutcome.TIMEOUT);
    assertThat(outcome(() -> server.call(Ask.state(), Duration.ofMillis(1))))
        .isEqualTo(CallOutcome.OVERLOADED);
    Sys.resume(server);
    dream.get().node().awaitIdle(TestDream.LIMIT); // what waited has made room
    assertThat(outcome(() -> server.call(stop))).isEqualTo(CallOutcome.EXIT);
    assertThat(outcome(() -> server.call(stop))).isEqualTo(CallOutcome.NOPROC);

    Tally tally = dream.get().tally();
    assertThat(CallOutcome.values())
        .allSatisfy(it -> assertThat(tally.calls(it)).isEqualTo(it == CallOutcome.OK ? 0 : 1));
  }

  @Test
  void callingOneselfSaysWhatToDoInstead() {
    var counter = dream.get().start(() -> new Probe("p", events), StartOptions.named("counter"));

    var message =
        counter.call(
            new Ask(
                (probe, ask, _, state) ->
                    probe.reply(ask, message(() -> counter.call(Ask.state())), state)));

    assertThat(message)
        .isEqualTo(
            "\"counter\" "
                + dream.pid("counter")
                + " called itself: a server cannot wait for its own answer; use the state,"
                + " or reply later through From");
  }

  @Test
  void anInterruptedThreadIsToldSoAndStaysInterrupted() {
    var server = dream.start(new Probe("p", events));

    Thread.currentThread().interrupt();
    String message =
        message(() -> server.call(new Ask((probe, _, _, state) -> probe.noReply(state))));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(message).endsWith("failed: the calling thread was interrupted");
  }

  @Test
  void longRequestsAreShortened() {
    record Long(String text) implements Call<Counter, Integer> {}
    var call = new Long("x".repeat(1000));

    assertThat(message(() -> ServerRef.<Counter>of(dream.get().node(), new Name("n")).call(call)))
        .hasSizeLessThan(400);
  }

  @Test
  void aRequestWithoutWordsDoesNotHideTheFailure() {
    assertThat(message(() -> dream.get().<Counter>ref("counter").call(new Broken())))
        .startsWith("call Broken[] to \"counter\" failed: ");
  }

  @Test
  void secretsInARequestAreNotShown() {
    record Login(String user, String password) implements Call<Counter, Integer> {}
    assertThat(message(() -> dream.get().<Counter>ref("counter").call(new Login("ann", "hunter2"))))
        .startsWith("call Login[user=ann, password=******] to \"counter\" failed: ");
  }

  private record Broken() implements Call<Counter, Integer> {
    @Override
    public String toString() {
      throw new IllegalStateException("no words");
    }
  }
}
