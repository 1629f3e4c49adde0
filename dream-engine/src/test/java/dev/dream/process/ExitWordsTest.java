package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.process.CrashReport.Ancestor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each sentence, to the letter. */
@Timeout(60)
class ExitWordsTest {

  @RegisterExtension final TestNode test = new TestNode();

  private Pid named(String name) {
    return test.node().spawn(Processes::receive, SpawnOptions.NONE.named(name));
  }

  @Test
  void tried() {
    Pid counter = named("counter");
    assertThat(ExitWords.tried("call Add[by=5]", test.node(), new Name("counter")))
        .isEqualTo("call Add[by=5] to \"counter\" " + counter);
    assertThat(ExitWords.tried("x".repeat(201), test.node(), new Name("none")))
        .isEqualTo("x".repeat(200) + "… to \"none\"");
  }

  @Test
  void failed() {
    assertThat(ExitWords.failed("await task <0.7>", ExitReason.error("boom")))
        .isEqualTo("await task <0.7> failed: error: boom");
    assertThat(ExitWords.failed("await task <0.7>", ExitReason.shutdown("late")))
        .isEqualTo("await task <0.7> failed: shutdown: late");
  }

  @Test
  void failedBecauseThereIsNobody() {
    named("mailer");
    Pid dead = Pid.of(test.node().id(), 99);
    assertThat(ExitWords.failed("call", test.node(), dead, ExitReason.NOPROC))
        .isEqualTo("call failed: the process is not alive");
    assertThat(ExitWords.failed("call", test.node(), new Name("counter"), ExitReason.NOPROC))
        .isEqualTo(
            "call failed: no process has that name; is its supervisor started? (registered:"
                + " \"mailer\")");
    assertThat(ExitWords.failed("call", test.node(), dead, ExitReason.KILLED))
        .isEqualTo("call failed: killed");
  }

  @Test
  void timedOut() {
    assertThat(ExitWords.timedOut("await task <0.7>", Duration.ofMillis(1500)))
        .isEqualTo("await task <0.7> timed out after 1.5 s");
    assertThat(ExitWords.timedOut("call", test.node(), new Name("none"), Duration.ofSeconds(5), 3))
        .isEqualTo("call timed out after 5 s");
  }

  @Test
  void timedOutWhileBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Pid server =
        test.serve(
            _ -> {
              busy.countDown();
              goOn.await();
            });
    test.node().send(server, "first");
    busy.await();
    assertThat(ExitWords.timedOut("call", test.node(), server, Duration.ofSeconds(5), 0))
        .startsWith("call timed out after 5 s: no message ahead, now handling String")
        .contains("\n    at dev.dream.process.ExitWordsTest");
    test.node().send(server, "second");
    await().until(() -> test.info(server).busyFor().isPositive());
    assertThat(ExitWords.timedOut("call", test.node(), server, Duration.ofSeconds(5), 1))
        .matches(
            "(?s)call timed out after 5 s: 1 message ahead, oldest waiting \\S+ m?s, now handling"
                + " String since \\S+ m?s\n"
                + ".*");
    goOn.countDown();
  }

  @Test
  void interrupted() {
    assertThat(ExitWords.interrupted("call"))
        .isEqualTo("call failed: the calling thread was interrupted");
  }

  @Test
  void callingSelf() {
    Pid counter = named("counter");
    assertThat(ExitWords.callingSelf(test.node(), counter))
        .isEqualTo(
            "\"counter\" %s called itself: a server cannot wait for its own answer; use the state, or reply later through From"
                .formatted(counter));
  }

  private CrashReport report(
      @Nullable String name, boolean byItself, @Nullable String message, List<Ancestor> ancestors) {
    return new CrashReport(
        Instant.EPOCH,
        Pid.of(test.node().id(), 7),
        name,
        null,
        "Counter",
        "error: boom",
        "error",
        null,
        byItself,
        false,
        message,
        message == null ? null : "text",
        null,
        message == null ? List.of() : List.of("Integer", message),
        ancestors,
        ancestors.isEmpty() ? 0 : 3,
        Instant.EPOCH,
        0);
  }

  private Ancestor ancestor(long id, @Nullable String name) {
    return new Ancestor(Pid.of(test.node().id(), id), name, null);
  }

  @Test
  void crashed() {
    assertThat(ExitWords.crashed(report(null, true, null, List.of())))
        .isEqualTo("<0.7> crashed: error: boom");
    assertThat(ExitWords.crashed(report(null, false, null, List.of())))
        .isEqualTo("<0.7> was ended by an exit signal: error: boom");
    List<Ancestor> ancestors = List.of(ancestor(2, "root"), ancestor(1, null));
    assertThat(ExitWords.crashed(report("counter", true, "String", ancestors)))
        .isEqualTo(
            """
            "counter" <0.7> crashed handling String: error: boom
                last messages: Integer, String
                messages waiting: 3
                ancestors: "root" <0.2>, <0.1>\
            """);
  }
}
