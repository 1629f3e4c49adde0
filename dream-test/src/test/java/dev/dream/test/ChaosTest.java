package dev.dream.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.ProcessInfo.Status;
import dev.dream.process.Processes;
import dev.dream.test.ChaosEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChaosTest {

  private static final long SEED = 42;
  private static final double OFTEN = 500;
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofHours(1);

  @RegisterExtension final TestDream test = new TestDream();

  private Dream dream;

  @BeforeEach
  void takeTheEngine() {
    dream = test.get();
  }

  private Chaos chaos() {
    return Chaos.on(dream).seed(SEED);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  /** Returns what the rule with this number is to hit among so many. */
  private static List<Integer> hits(int rule, int count, double probability) {
    return numbers(count).stream()
        .filter(nth -> new Draw(SEED, rule, nth).happens(probability))
        .toList();
  }

  private static List<Integer> without(List<Integer> all, List<Integer> some) {
    return all.stream().filter(number -> !some.contains(number)).toList();
  }

  private static void castAll(ServerRef<Ledger> ledger, List<Integer> numbers) {
    numbers.forEach(number -> ledger.cast(new Ledger.Entry(number)));
  }

  private static void awaitCount(RunningChaos chaos, Kind kind, long count) {
    await().atMost(TestDream.LIMIT).until(() -> chaos.count(kind) >= count);
  }

  private List<Integer> entries(String name) {
    return dream.<Ledger>ref(name).call(new Ledger.Entries());
  }

  /** Returns what this ledger holds, when it lives again if it is the last victim. */
  private List<Integer> entriesAfterward(String name) {
    return await()
        .atMost(TestDream.LIMIT)
        .ignoreExceptionsInstanceOf(CallException.class)
        .until(() -> entries(name), Objects::nonNull);
  }

  @Test
  void hitsWhatAsksForItAndNothingElse() {
    test.supervise("ledgers", "sales", "wages");
    // @start region="example"
    try (RunningChaos chaos =
        Chaos.on(dream)
            .seed(42)
            .kill(20, Victims.childrenOf("ledgers"))
            .stall(20, Victims.label("sales"), Duration.ofMillis(10))
            .drop(0.1, Messages.of(Ledger.Entry.class))
            .delay(0.1, Messages.all().to(Victims.name("wages")), Duration.ofMillis(5))
            .start()) {
      work(chaos);
    }
    // The last victim may be starting again.
    await()
        .ignoreExceptionsInstanceOf(CallException.class)
        .untilAsserted(() -> assertThat(entries("sales")).isNotNull());
    // @end
    assertThat(entriesAfterward("wages")).isNotNull();
  }

  private void work(RunningChaos chaos) {
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              dream.<Ledger>ref("wages").cast(new Ledger.Entry(1));
              return chaos.count(Kind.KILLED) > 0
                  && chaos.count(Kind.STALLED) > 0
                  && chaos.count(Kind.DROPPED) > 0
                  && chaos.count(Kind.DELAYED) > 0;
            });
  }

  @Nested
  class Drop {

    @Test
    void losesTheMessagesThatTheSeedSays() {
      ServerRef<Ledger> ledger = test.ledger("a");
      List<Integer> lost = hits(1, 100, 0.2);
      assertThat(lost).hasSizeBetween(10, 30);

      try (RunningChaos chaos = chaos().drop(0.2, Messages.of(Ledger.Entry.class)).start()) {
        castAll(ledger, numbers(100));

        assertThat(ledger.call(new Ledger.Entries())).isEqualTo(without(numbers(100), lost));
        assertThat(chaos.count(Kind.DROPPED)).isEqualTo(lost.size());
        assertThat(chaos.events()).extracting(event -> (int) event.nth()).isEqualTo(lost);
      }
      assertThat(dream.deadLetters().count(Reason.FAULT)).isEqualTo(lost.size());
    }

    @Test
    void letsACallerWaitForItsTimeout() {
      ServerRef<Ledger> ledger = test.ledger("a");
      try (RunningChaos _ = chaos().drop(1, Messages.of(Ledger.Entries.class)).start()) {
        assertThatExceptionOfType(CallException.class)
            .isThrownBy(() -> ledger.call(new Ledger.Entries(), SHORT))
            .withMessageContaining("timed out");
      }
      assertThat(ledger.call(new Ledger.Entries())).isEmpty();
    }
  }

  @Nested
  class Delay {

    @Test
    void letsTheMessagesThatTheSeedSaysArriveAfterOthers() {
      ServerRef<Ledger> ledger = test.ledger("a");
      List<Integer> late = hits(1, 100, 0.2);

      try (RunningChaos chaos = chaos().delay(0.2, Messages.of(Ledger.Entry.class), LONG).start()) {
        castAll(ledger, numbers(100));

        assertThat(ledger.call(new Ledger.Entries())).isEqualTo(without(numbers(100), late));
        assertThat(chaos.count(Kind.DELAYED)).isEqualTo(late.size());
      }
    }

    @Test
    void losesNothing() {
      ServerRef<Ledger> ledger = test.ledger("a");
      try (RunningChaos _ = chaos().delay(0.2, Messages.all(), SHORT).start()) {
        castAll(ledger, numbers(100));
        await()
            .untilAsserted(
                () ->
                    assertThat(ledger.call(new Ledger.Entries()))
                        .containsExactlyInAnyOrderElementsOf(numbers(100)));
      }
    }
  }

  @Nested
  class Kill {

    @Test
    void killsOneAfterTheOtherAndTheTreeHeals() {
      test.supervise("root", "a", "b");
      Pid bystander = test.ledger("c").pid().orElseThrow();

      try (RunningChaos chaos = chaos().kill(OFTEN, Victims.childrenOf("root")).start()) {
        awaitCount(chaos, Kind.KILLED, 20);
        assertThat(chaos.events())
            .filteredOn(event -> event.kind() == Kind.KILLED)
            .extracting(ChaosEvent::who)
            .allMatch(who -> who.startsWith("\"a\" ") || who.startsWith("\"b\" "));
      }
      assertThat(entriesAfterward("a")).isEmpty();
      assertThat(entriesAfterward("b")).isEmpty();
      assertThat(dream.alive(bystander)).isTrue();
    }

    @Test
    void choosesWhomTheSeedSays() {
      List<Pid> all =
          IntStream.range(0, 10).mapToObj(i -> test.ledger("l" + i).pid().get()).toList();
      Rule.Kill rule = new Rule.Kill(1, Victims.any());
      Draw draw = new Draw(SEED, 1, 7);

      Attacks attacks = new Attacks(dream, SEED, new Journal(dream.node()));
      attacks.strike(rule, draw);
      attacks.close();

      assertThat(all).filteredOn(pid -> !dream.alive(pid)).containsExactly(all.get(draw.oneOf(10)));
    }

    @Test
    void sparesSupervisorsUnlessAsked() {
      test.supervise("root");
      Pid root = test.pid("root");
      try (RunningChaos chaos = chaos().kill(OFTEN, Victims.any()).start()) {
        awaitCount(chaos, Kind.MISSED, 5);
      }
      assertThat(dream.alive(root)).isTrue();

      try (RunningChaos chaos = chaos().kill(OFTEN, Victims.any().andSupervisors()).start()) {
        awaitCount(chaos, Kind.KILLED, 1);
      }
      assertThat(dream.alive(root)).isFalse();
    }
  }

  @Nested
  class Stall {

    private Status status(String name) {
      return dream.info(test.pid(name)).map(ProcessInfo::status).orElse(Status.EXITED);
    }

    @Test
    void letsAProcessStandStillUntilItIsOver() {
      ServerRef<Ledger> ledger = test.ledger("a");
      try (RunningChaos chaos = chaos().stall(OFTEN, Victims.label("a"), LONG).start()) {
        awaitCount(chaos, Kind.STALLED, 1);
        ledger.cast(new Ledger.Entry(1));
        awaitCount(chaos, Kind.MISSED, 1); // who stands still is not chosen again
        assertThat(status("a")).isEqualTo(Status.SUSPENDED);
        assertThat(dream.info(test.pid("a")).orElseThrow().mailboxDepth()).isEqualTo(1);
      }
      assertThat(status("a")).isNotEqualTo(Status.SUSPENDED);
      assertThat(ledger.call(new Ledger.Entries())).containsExactly(1);
    }

    @Test
    void endsByItself() {
      ServerRef<Ledger> ledger = test.ledger("a");
      try (RunningChaos chaos = chaos().stall(OFTEN, Victims.label("a"), SHORT).start()) {
        for (int i = 1; i <= 5; i++) {
          awaitCount(chaos, Kind.STALLED, 5L * i);
          assertThat(ledger.call(new Ledger.Entries())).isEmpty();
        }
      }
    }

    @Test
    void mayHitOneThatDiesMeanwhile() {
      test.ledger("a");
      try (RunningChaos chaos = chaos().stall(OFTEN, Victims.label("a"), LONG).start()) {
        awaitCount(chaos, Kind.STALLED, 1);
        dream.exit(test.pid("a"), ExitReason.KILL);
      }
      await().untilAsserted(() -> assertThat(dream.processes()).isEmpty());
    }

    @Test
    void missesAPlainProcess() {
      Pid plain = dream.spawn(Processes::receive);
      try (RunningChaos chaos = chaos().stall(OFTEN, Victims.any(), SHORT).start()) {
        awaitCount(chaos, Kind.MISSED, 5);
        assertThat(chaos.count(Kind.STALLED)).isZero();
      }
      assertThat(dream.alive(plain)).isTrue();
    }
  }

  @Nested
  class Start {

    @Test
    void refusesASecondChaosOnTheSameEngine() {
      try (RunningChaos _ = chaos().start()) {
        assertThatIllegalStateException()
            .isThrownBy(() -> chaos().start())
            .withMessageStartingWith("inject faults into engine \"test\" failed");
      }
      chaos().start().close();
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() {
      ServerRef<Ledger> ledger = test.ledger("a");
      chaos().drop(1, Messages.all()).kill(1000, Victims.any()).start().close();
      ServerRef<Ledger> other = test.ledger("b");
      castAll(other, numbers(10));
      assertThat(other.call(new Ledger.Entries())).hasSize(10);
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .extracting(Thread::getName)
                      .doesNotContain("dream-chaos"));
    }

    @Test
    void tellsWhenItIsClosedThatAPredicateFailed() {
      test.ledger("a").cast(new Ledger.Entry(1));
      var failure = new IllegalStateException("no such thing");
      RunningChaos chaos =
          chaos()
              .drop(
                  1,
                  Messages.where(
                      _ -> {
                        throw failure;
                      }))
              .start();
      dream.<Ledger>ref("a").cast(new Ledger.Entry(2));
      assertThat(dream.<Ledger>ref("a").call(new Ledger.Entries())).containsExactly(1, 2);
      assertThatIllegalStateException()
          .isThrownBy(chaos::close)
          .withMessageStartingWith("chaos with seed 42: choosing processes or messages failed")
          .withCause(failure);
    }

    @Test
    void refusesWhatCannotBe() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chaos().kill(0, Victims.any()))
          .withMessage("kill: a rate must be above 0 and at most 1000 a second, but was 0.0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chaos().drop(1.1, Messages.all()))
          .withMessage("drop: a probability must be from 0 to 1, but was 1.1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chaos().stall(1, Victims.any(), Duration.ZERO))
          .withMessage("stall: a time must be positive, but was PT0S");
    }
  }

  @Test
  void saysWhatItIsAndWhatItDid() {
    Chaos chaos =
        chaos()
            .kill(0.5, Victims.childrenOf("root"))
            .drop(1, Messages.of(Ledger.Entry.class))
            .delay(0.1, Messages.all().to(Victims.label("a")), SHORT);
    assertThat(chaos)
        .hasToString(
            "chaos with seed 42: [kill children of \"root\", 0.5 a second, drop 1.0 of Entry, "
                + "delay 0.1 of all messages to label \"a\" by 5 ms]");

    ServerRef<Ledger> ledger = test.ledger("a");
    try (RunningChaos running = chaos().drop(1, Messages.all()).start()) {
      assertThat(running).hasToString("chaos with seed 42: nothing");
      ledger.cast(new Ledger.Entry(1));
      assertThat(running).hasToString("chaos with seed 42: 1 dropped");
      assertThat(running.seed()).isEqualTo(SEED);
      assertThat(running.events().getFirst().toString())
          .matches("\\d+ ms: rule 1 #1 dropped Entry to \"a\" <0\\.\\d+>");
    }
  }
}
