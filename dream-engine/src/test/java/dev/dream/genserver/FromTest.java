package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Dream;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FromTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final CompletableFuture<From> kept = new CompletableFuture<>();

  /** Keeps the caller waiting. */
  private final Ask keep =
      new Ask(
          (probe, _, from, state) -> {
            kept.complete(from);
            return probe.noReply(state);
          });

  private ServerRef<Probe> start() {
    return dream.start(new Probe("p", new Events()));
  }

  @Test
  void repliesLaterFromAnotherCallback() throws Exception {
    var server = start();
    var answer = server.callAsync(keep);
    From from = TestDream.get(kept);

    server.cast(
        new Tell(
            (probe, state) -> {
              from.reply(keep, "later");
              return probe.noReply(state);
            }));

    assertThat(TestDream.get(answer)).isEqualTo("later");
  }

  @Test
  void repliesFromAnotherProcess() throws Exception {
    var answer = start().callAsync(keep);
    From from = TestDream.get(kept);

    dream.run(() -> from.reply(keep, "from elsewhere"));

    assertThat(TestDream.get(answer)).isEqualTo("from elsewhere");
  }

  @Test
  void dropsAndCountsASecondReply() {
    Dream engine = dream.get();
    var server = start();

    var answer =
        server.call(
            new Ask(
                (probe, ask, from, state) -> {
                  from.reply(ask, "first");
                  return probe.reply(ask, "second", state);
                }));
    server.call(Ask.state());

    assertThat(answer).isEqualTo("first");
    assertThat(engine.tally().lateReplies()).isEqualTo(1);
  }

  @Test
  void dropsAndCountsAReplyThatComesTooLate() throws Exception {
    var server = start();

    dream.run(
        () -> {
          var failed =
              catchThrowableOfType(
                  CallException.class, () -> server.call(keep, Duration.ofMillis(5)));
          assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT);
          assertThat(TestDream.get(kept).isWaiting()).isFalse();

          TestDream.get(kept).reply(keep, "late");

          assertThat(Processes.receive(Duration.ZERO)).isEqualTo(new Timeout());
        });
    assertThat(dream.get().tally().lateReplies()).isEqualTo(1);
  }

  @Test
  void knowsTheCallingProcess() throws Exception {
    var server = start();
    Ask who = new Ask((probe, ask, from, state) -> probe.reply(ask, from.pid(), state));

    dream.run(() -> assertThat(server.call(who)).hasToString("Optional[" + Processes.self() + "]"));
    assertThat(server.call(who)).hasToString("Optional.empty");
  }

  @Test
  void refusesTheReplyOfAKilledServer() throws Exception {
    var interrupted = new CompletableFuture<Throwable>();
    var server = start();
    var answer =
        server.callAsync(
            new Ask(
                (probe, ask, from, state) -> {
                  kept.complete(from);
                  try {
                    Processes.receive("never"::equals);
                  } catch (RuntimeException killed) {
                    try {
                      from.reply(ask, "from the grave");
                    } catch (RuntimeException refused) {
                      interrupted.complete(refused);
                    }
                  }
                  return probe.noReply(state);
                }));
    TestDream.get(kept);

    dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

    assertThat(TestDream.get(interrupted)).hasMessage("exit: killed");
    assertThat(
            answer
                .toCompletableFuture()
                .handle((_, failure) -> failure)
                .get(1, java.util.concurrent.TimeUnit.MINUTES))
        .isInstanceOf(CallException.class);
  }
}
