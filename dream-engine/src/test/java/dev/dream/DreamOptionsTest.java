package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.inspect.Redactor;
import dev.dream.process.ContextPropagation;
import dev.dream.process.Mailbox;
import dev.dream.process.NodeOptions;
import dev.dream.process.WatchOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DreamOptionsTest {

  @RegisterExtension final Logs logs = new Logs();

  private final DreamOptions options = DreamOptions.DEFAULT;

  private static void assertRefused(String message, Runnable change) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(change::run)
        .withMessage(message);
  }

  @Test
  void changeOneThingEach() {
    Duration second = Duration.ofSeconds(1);
    WatchOptions watch = WatchOptions.DEFAULT.mailboxDepth(9);
    Redactor none = text -> text;

    ContextPropagation nothing = () -> null;
    var changed =
        options
            .name("a")
            .parallelism(3)
            .callTimeout(second)
            .shutdownTimeout(second.plus(second))
            .drainTimeout(second.dividedBy(4))
            .mailbox(Mailbox.of(7))
            .deadLetters(5)
            .watch(watch)
            .redactor(none)
            .context(nothing)
            .virtualTime(true)
            .crashCapacity(3);

    assertThat(changed)
        .isEqualTo(
            new DreamOptions(
                new NodeOptions(
                    "a",
                    3,
                    options.node().outgoing(),
                    Mailbox.of(7),
                    5,
                    watch,
                    none,
                    nothing,
                    null,
                    true,
                    null),
                second,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                3));
    assertThat(changed.name()).isEqualTo("a");
  }

  @Test
  void drainForHalfOfTheShutdown() {
    assertThat(options.drainTimeout()).isEqualTo(options.shutdownTimeout().dividedBy(2));
    assertThat(options.shutdownTimeout(Duration.ofSeconds(3)).drainTimeout())
        .isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void refuseWhatIsImpossible() {
    assertRefused("an engine's name must not be blank", () -> options.name(" "));
    assertRefused("parallelism must be from 1 to 64, but was 0", () -> options.parallelism(0));
    assertRefused("parallelism must be from 1 to 64, but was 65", () -> options.parallelism(65));
    assertRefused(
        "the call timeout must be positive, but was PT0S",
        () -> options.callTimeout(Duration.ZERO));
    assertRefused(
        "the shutdown timeout must be positive, but was PT-1S",
        () -> options.shutdownTimeout(Duration.ofSeconds(-1)));
    assertRefused(
        "the drain timeout must be from zero to the shutdown timeout, PT20S, but was PT-1S",
        () -> options.drainTimeout(Duration.ofSeconds(-1)));
    assertRefused(
        "the drain timeout must be from zero to the shutdown timeout, PT20S, but was PT21S",
        () -> options.drainTimeout(Duration.ofSeconds(21)));
    assertRefused(
        "the number of dead letters to keep must not be negative, but was -1",
        () -> options.deadLetters(-1));
    assertRefused(
        "crash capacity must be from 0 to 10000, but was -1", () -> options.crashCapacity(-1));
  }

  @Test
  void letEveryMessagePassThroughOutgoing() {
    var seen = new Events();
    var counting =
        options.outgoing(
            message -> {
              seen.add("" + message);
              return message;
            });
    try (Dream dream = Dream.create(counting)) {
      dream.start(Counter::new).call(new Counter.Add(5));
    }

    seen.assertThatAre("Add[by=5]", "5");
  }

  @Test
  void anAnswerThatCannotTravelEndsTheServerInOrder() {
    var events = new Events();
    var strict =
        options.outgoing(
            message -> {
              if (message.equals("stays here")) {
                throw new IllegalStateException("cannot travel");
              }
              return message;
            });
    try (Dream dream = Dream.create(strict)) {
      var server = dream.start(() -> new Probe("p", events));
      assertThatExceptionOfType(dev.dream.genserver.CallException.class)
          .isThrownBy(
              () ->
                  server.call(
                      new Probe.Ask(
                          (probe, ask, _, state) -> probe.reply(ask, "stays here", state))))
          .withMessageContaining("cannot travel");
      events.assertThatAre("p init", "p terminate java.lang.IllegalStateException: cannot travel");
    }
  }
}
