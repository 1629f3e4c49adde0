package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls through a {@link ServerRef} that do not wait. */
class CallAsyncTest {

  private static final Duration SHORT = Duration.ofMillis(10);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Probe> start() {
    return dream.start(new Probe("p", events));
  }

  @Nested
  class CallAsync {

    @Test
    void completesWithTheAnswer() throws Exception {
      var counter = dream.get().start(Counter::new);

      assertThat(TestDream.get(counter.callAsync(new Counter.Add(5)))).isEqualTo(5);
    }

    @Test
    void failsWithTheCallsException() {
      assertThat(start().callAsync(Ask.unanswered(), SHORT).toCompletableFuture())
          .failsWithin(TestDream.LIMIT)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(CallException.class)
          .withMessageContaining("timed out after 10 ms");
    }

    @Test
    void failsForAnAbsentServer() {
      assertThat(dream.get().<Probe>ref("nobody").callAsync(Ask.unanswered()).toCompletableFuture())
          .failsWithin(TestDream.LIMIT)
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("no process has that name");
    }

    @Test
    void failsAlsoIfTheRequestCannotBeShown() {
      record Broken() implements Call<Probe, Object> {
        @Override
        public String toString() {
          throw new IllegalStateException("no words");
        }
      }
      assertThat(dream.get().<Probe>ref("nobody").callAsync(new Broken()).toCompletableFuture())
          .failsWithin(TestDream.LIMIT)
          .withThrowableOfType(ExecutionException.class);
    }

    @Test
    void runsItsDependentsOnNoProcessesThread() throws Exception {
      var go = new CompletableFuture<Boolean>();
      var server = start();
      Ask waits =
          new Ask(
              (probe, ask, _, state) -> {
                TestDream.get(go);
                return probe.reply(ask, 1, state);
              });

      var where = server.callAsync(waits).thenApply(_ -> dream.get().node().self());
      go.complete(true);

      assertThat(TestDream.get(where)).isEmpty();
    }

    @Test
    void mayBeToOneself() throws Exception {
      var server = start();
      var answer = new CompletableFuture<Object>();

      server.cast(
          new Tell(
              (probe, state) -> {
                server.callAsync(Ask.state()).thenAccept(answer::complete);
                return probe.noReply(state + 1);
              }));

      assertThat(TestDream.get(answer)).isEqualTo(1);
    }
  }
}
