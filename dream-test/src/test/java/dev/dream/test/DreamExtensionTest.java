package dev.dream.test;

import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.test.EngineAssertions.expectCrash;
import static dev.dream.test.ProcessAssertions.assertReceive;
import static dev.dream.test.Supervised.startSupervised;
import static dev.dream.test.Supervised.stopSupervised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo.Status;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class DreamExtensionTest {

  private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @ProcessTest
  static class EachPart {

    @BeforeEach
    void before(Dream dream) {
      SEEN.add(self());
      SEEN.add(dream);
    }

    @Test
    void test(Dream dream) {
      SEEN.add(self());
      SEEN.add(dream);
    }

    @AfterEach
    void after(Dream dream) {
      SEEN.add(self());
      SEEN.add(dream);
      assertThat(dream.info(self()).orElseThrow().label()).contains("test(");
    }
  }

  @Test
  void eachPartOfATestRunsInTheSameProcess() {
    Outcomes.of(EachPart.class).assertStatistics(all -> all.succeeded(1));
    assertThat(SEEN).hasSize(6);
    assertThat(SEEN.get(0)).isInstanceOf(Pid.class).isEqualTo(SEEN.get(2)).isEqualTo(SEEN.get(4));
    assertThat(SEEN.get(1)).isSameAs(SEEN.get(3)).isSameAs(SEEN.get(5));
    Dream dream = (Dream) SEEN.get(1);
    assertThat(dream.node().isClosed()).isTrue();
    assertThat(dream.crashes().latest()).isEmpty();
  }

  @ProcessTest
  static class Kinds {

    @BeforeEach
    void before(Dream dream) {
      SEEN.add(dream);
    }

    @RepeatedTest(2)
    void repeated() {
      self();
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
      return Stream.of(
          DynamicTest.dynamicTest("one", Processes::self),
          DynamicTest.dynamicTest("two", Processes::self));
    }

    @Nested
    class Within {

      @Test
      void nested() {
        self();
      }
    }
  }

  @Test
  void testsOfAllKindsAreProcessesOfEnginesOfTheirOwn() {
    Outcomes.of(Kinds.class).assertStatistics(all -> all.succeeded(5).failed(0));
    assertThat(SEEN).hasSize(4).doesNotHaveDuplicates();
  }

  static class WithOptions {

    @RegisterExtension
    static final DreamExtension DREAM = new DreamExtension(options -> options.name("shop"));

    @Test
    void named(Dream dream) {
      assertThat(dream.options().name()).isEqualTo("shop");
    }
  }

  @Test
  void anEngineMayHaveOptions() {
    Outcomes.of(WithOptions.class).assertStatistics(all -> all.succeeded(1));
  }

  @ProcessTest
  static class Failing {

    @Test
    void fails() {
      AssertionError failure = new AssertionError("no");
      SEEN.add(failure);
      throw failure;
    }

    @AfterEach
    void after() {
      SEEN.add(self());
    }
  }

  @Test
  void whatATestThrowsReachesJUnitAsItIs() {
    Throwable failure = Outcomes.failureOf(Failing.class);
    assertThat(failure).isSameAs(SEEN.get(0));
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("fails");
    assertThat(SEEN.get(1)).isInstanceOf(Pid.class);
  }

  @ProcessTest
  static class Linked {

    @Test
    void diesOfALink() {
      SEEN.add(self());
      spawnLink(
          () -> {
            throw new IllegalStateException("boom");
          });
      Processes.receive();
    }

    @AfterEach
    void after() {
      SEEN.add(self());
    }
  }

  @Test
  void aCrashThatALinkBringsFailsTheTestWithItsCause() {
    Throwable failure = Outcomes.failureOf(Linked.class);
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)the process <0\\.\\d+> of the test was ended:"
                + " java.lang.IllegalStateException: boom; by a link, or an exit signal, which"
                + " trapExit\\(true\\) turns into a message; crashes that were not expected:"
                + "\n    <0\\.\\d+> process: java.lang.IllegalStateException: boom")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failure.getCause().getStackTrace()[0].getMethodName()).contains("diesOfALink");
    assertThat(SEEN.get(1)).isInstanceOf(Pid.class).isNotEqualTo(SEEN.get(0));
  }

  @ProcessTest
  static class Killed {

    @Test
    void swallowsItsEnd() {
      try {
        exit(self(), ExitReason.KILL);
      } catch (RuntimeException ignored) {
        throw new AssertionError("not what happened");
      }
    }
  }

  @Test
  void whatAnEndedProcessThrowsIsNotWhatTheTestSays() {
    assertThat(Outcomes.failureOf(Killed.class)).hasMessageContaining("was ended: killed;");
  }

  @ProcessTest
  static class Slow {

    @Test
    @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
    void waitsForever(Dream dream) {
      SEEN.add(dream);
      Processes.receive();
    }
  }

  @Test
  void aTimeOutKillsTheProcess() {
    assertThat(Outcomes.failureOf(Slow.class)).isInstanceOf(TimeoutException.class);
    assertThat(SEEN).allSatisfy(dream -> assertThat(((Dream) dream).processes()).isEmpty());
  }

  @ProcessTest
  static class Interrupted {

    private static Thread junits;

    @BeforeAll
    static void remember() {
      junits = Thread.currentThread();
    }

    @Test
    void isInterruptedWhereItWaits() {
      Pid test = self();
      spawn(
          () -> {
            while (Processes.processInfo(test).orElseThrow().status() != Status.WAITING) {
              Thread.onSpinWait();
            }
            junits.interrupt();
          });
      waitHere();
    }

    private static void waitHere() {
      Processes.receive();
    }
  }

  @Test
  void anInterruptedTestTellsWhereItWas() {
    assertThat(Outcomes.failureOf(Interrupted.class))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("the test was interrupted, and its process")
        .hasStackTraceContaining("waitHere");
  }

  @ProcessTest
  static class Leaving {

    @Test
    void leavesProcesses(Dream dream) {
      SEEN.add(dream);
      trapExit(true);
      spawn(Processes::receive);
      spawnLink(
          () -> {
            trapExit(true);
            Processes.receive(String.class);
          });
      dream.start(() -> new Ledger("left"));
    }
  }

  @Test
  void nothingIsLeftOfATest() {
    Outcomes.of(Leaving.class).assertStatistics(all -> all.succeeded(1));
    Dream dream = (Dream) SEEN.getFirst();
    assertThat(dream.processes()).isEmpty();
  }

  @ProcessTest
  static class Supervising {

    private final List<String> ended = new ArrayList<>();

    @Test
    void startsAndStops() {
      startSupervised(child("a"));
      startSupervised(child("b"));
      startSupervised(child("c"));
      stopSupervised("b");
      assertThat(ended).containsExactly("b shutdown");
      startSupervised(child("b"));
      SEEN.add(ended);
    }

    @Test
    void takesAnIdOnce() {
      startSupervised(child("a"));
      assertThatThrownBy(() -> startSupervised(child("a")))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("startSupervised \"a\" failed: AlreadyStarted");
    }

    private ChildSpec<Fragile> child(String name) {
      return ChildSpec.worker(name, () -> new Fragile(name, ended));
    }
  }

  @Test
  void whatWasStartedSupervisedIsStoppedInReverseOrder() {
    Outcomes.of(Supervising.class).assertStatistics(all -> all.succeeded(2));
    assertThat(SEEN.getFirst())
        .asInstanceOf(LIST)
        .containsExactly("b shutdown", "b shutdown", "c shutdown", "a shutdown");
  }

  @ProcessTest
  @TestSettings(failOnCrash = true)
  static class Crashing {

    @Test
    void lets(Dream dream) {
      ServerRef<Fragile> server = dream.start(() -> new Fragile("cup", new ArrayList<>()));
      Processes.monitor(server.address());
      server.cast(new Fragile.Break("fallen"));
      assertReceive(Down.class);
    }

    @Test
    void expects(Dream dream) throws Exception {
      dream.start(() -> new Fragile("cup", new ArrayList<>())).cast(new Fragile.Break("fallen"));
      assertThat(expectCrash(IllegalStateException.class).reason()).contains("fallen");
    }
  }

  @Test
  void aCrashFailsTheTestUnlessItIsExpected() {
    var events = Outcomes.of(Crashing.class);
    events.assertStatistics(all -> all.succeeded(1).failed(1));
    assertThat(Outcomes.failureOf(events))
        .hasMessageMatching(
            "(?s)1 crashed that the test did not expect; see expectCrash:\n    <0\\.\\d+> Fragile:"
                + " java.lang.IllegalStateException: fallen");
  }

  @ProcessTest
  @TestSettings(assertReceiveMillis = 7)
  static class Settings {

    @Test
    void ofTheClass() {
      SEEN.add(CurrentTest.limitsHere());
    }

    @Test
    @TestSettings(refuteReceiveMillis = 8, failOnCrash = true)
    void ofTheMethod() {
      SEEN.add(CurrentTest.limitsHere());
    }

    @Nested
    class Within {

      @Test
      void ofTheEnclosingClass() {
        SEEN.add(CurrentTest.limitsHere());
      }
    }
  }

  @Test
  void settingsAreThoseOfTheNearestAnnotationAndElseOfTheConfiguration() {
    Outcomes.of(
            Settings.class,
            Map.of(
                "dream.test.assert-receive-millis", "50", "dream.test.refute-receive-millis", "60"))
        .assertStatistics(all -> all.succeeded(3));
    TestLimits ofClass = new TestLimits(Duration.ofMillis(7), Duration.ofMillis(60), false);
    TestLimits ofMethod = new TestLimits(Duration.ofMillis(50), Duration.ofMillis(8), true);
    assertThat(SEEN).containsExactlyInAnyOrder(ofClass, ofMethod, ofClass);
  }

  @Test
  void aSettingThatIsNoNumberIsNamed() {
    var events = Outcomes.of(Failing.class, Map.of("dream.test.assert-receive-millis", "5s"));
    assertThat(Outcomes.failureOf(events))
        .hasStackTraceContaining(
            "dream.test.assert-receive-millis must be a number of milliseconds, but was \"5s\"");
  }

  @Test
  void whatIsForTestsSaysSoElsewhere() throws Exception {
    try (Dream dream = Dream.create()) {
      dream.run(
          () ->
              assertThatIllegalStateException()
                  .isThrownBy(() -> stopSupervised("a"))
                  .withMessageContaining("runs no test; call it from the test itself"));
    }
  }
}
