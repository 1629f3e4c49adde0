package dev.dream.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.ServerRef;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of messages when all applications stop. */
class DrainTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  private final Events events = new Events();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private Applications applications() {
    return dream.get().applications();
  }

  private ServerRef<Probe> start(String name, String... dependencies) {
    dream.get().start(TestApplication.of(name, events, dependencies));
    return dream.get().ref(name);
  }

  private Probe.Tell note(String event) {
    return new Probe.Tell(
        (probe, state) -> {
          events.add(event);
          return probe.noReply(state);
        });
  }

  /** Keeps a server busy until {@code go}. */
  private void occupy(ServerRef<Probe> server) throws InterruptedException {
    server.cast(
        new Probe.Tell(
            (probe, state) -> {
              entered.countDown();
              go.await();
              return probe.noReply(state);
            }));
    entered.await();
  }

  /** Returns what is said of messages, and nothing of killed processes. */
  private List<String> warnings() {
    return logs.from(Level.WARN).stream().filter(line -> !line.contains(" killed")).toList();
  }

  private CompletableFuture<Void> stopping(ServerRef<Probe> server) {
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(applications()::stopAll);
    Probe.Tell nothing = new Probe.Tell((probe, state) -> probe.noReply(state)); // may be taken yet
    await("nothing is taken from outside")
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> server.tryCast(nothing).equals(new CastOutcome.ShuttingDown()));
    return stopped;
  }

  @Nested
  class WhileApplicationsStop {

    @Test
    void whatHasComeBeforeIsWorkedOffFirst() throws Exception {
      ServerRef<Probe> db = start("db");
      ServerRef<Probe> web = start("web", "db");
      occupy(db);
      db.cast(note("one"));
      db.cast(
          new Probe.Tell(
              (probe, state) -> {
                web.cast(note("two"));
                return probe.noReply(state);
              }));
      events.clear();

      CompletableFuture<Void> stopped = stopping(web);
      events.clear();
      go.countDown();
      TestDream.get(stopped);

      events.assertThatAre(
          "one",
          "two",
          "web prepStop",
          "web terminate shutdown",
          "web stop",
          "db prepStop",
          "db terminate shutdown",
          "db stop");
      assertThat(warnings()).isEmpty();
    }

    @Test
    void messagesFromOutsideAreRefusedWithTheReason() throws Exception {
      ServerRef<Probe> web = start("web");
      occupy(web);
      CompletableFuture<Void> stopped = stopping(web);

      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> web.call(Probe.Ask.state()))
          .withMessageEndingWith("failed: the engine is being shut down");
      web.cast(note("late"));
      dream.get().send("web", "late as well");

      go.countDown();
      TestDream.get(stopped);
      assertThat(events.all()).doesNotContain("late", "web got late as well");
      assertThat(dream.get().deadLetters().count(Reason.SHUTTING_DOWN)).isEqualTo(2);
      assertThat(warnings())
          .containsExactly("2 messages were left: 1 String, 1 Tell (shutting down)");
    }

    @Test
    void systemRequestsFromOutsideAreTaken() throws Exception {
      ServerRef<Probe> db = start("db");
      ServerRef<Probe> web = start("web", "db");
      occupy(db);
      CompletableFuture<Void> stopped = stopping(web);

      assertThat(Sys.<Integer>getState(web)).isZero();
      web.stop();

      go.countDown();
      TestDream.get(stopped);
      assertThat(events.all()).containsSubsequence("web terminate normal", "web prepStop");
    }

    @Test
    void callbacksOfApplicationsMaySendMessages() {
      ServerRef<Probe> db = start("db");
      dream
          .get()
          .start(
              new TestApplication(
                  "web", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), events, "db") {
                @Override
                public void prepStop() {
                  db.cast(note("from prepStop"));
                }

                @Override
                public void stop() {
                  events.add("stop asked for " + db.call(Probe.Ask.state()));
                }
              });

      applications().stopAll();

      assertThat(events.all()).containsSubsequence("from prepStop", "stop asked for 0");
      assertThat(warnings()).isEmpty();
    }

    @Test
    void aCrashIsRestartedAndTheRestWorkedOff() throws Exception {
      var child = Probe.child("db", events);
      dream
          .get()
          .start(
              Application.of("data", ApplicationType.PERMANENT, SupervisorSpec.oneForOne(child)));
      ServerRef<Probe> db = dream.get().ref("db");
      ServerRef<Probe> web = start("web", "data");
      occupy(web);
      web.cast(
          new Probe.Tell(
              (probe, state) -> {
                db.cast(Probe.Tell.crash("boom"));
                return probe.noReply(state);
              }));
      CompletableFuture<Void> stopped = stopping(web);
      events.clear();
      go.countDown();
      TestDream.get(stopped);

      events.assertThatAre(
          "db terminate java.lang.IllegalStateException: boom",
          "db init",
          "web prepStop",
          "web terminate shutdown",
          "web stop",
          "db terminate shutdown");
    }
  }

  @Nested
  class TheDrainTimeout {

    /** The whole shutdown has all its time: what comes after draining is not to be cut short. */
    @Test
    void isAllThatAStuckProcessCosts() throws Exception {
      var options = DreamOptions.DEFAULT.drainTimeout(SHORT);
      try (Dream other = Dream.create(options)) {
        var child =
            ChildSpec.worker("stubborn", () -> new Probe("stubborn", events))
                .named()
                .shutdown(Shutdown.BRUTAL_KILL);
        other.start(
            Application.of("web", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(child)));
        ServerRef<Probe> stubborn = other.ref("stubborn");
        occupy(stubborn);
        for (int i = 0; i < 3; i++) {
          stubborn.cast(note("never"));
        }
        other.send("stubborn", "never");
        String who = other.node().describe(other.whereis("stubborn").orElseThrow());

        other.applications().stopAll();

        assertThat(warnings())
            .containsExactly(
                "mailboxes were not drained within 100 ms: 1 process still has messages, " + who,
                "4 messages were left: 3 Tell, 1 String (unhandled)");
      }
      assertThat(events.all()).doesNotContain("never");
    }

    @Test
    void ofZeroMeansNotAtAll() throws Exception {
      var options = DreamOptions.DEFAULT.drainTimeout(Duration.ZERO);
      try (Dream other = Dream.create(options)) {
        var child = Probe.child("web", events).shutdown(Shutdown.BRUTAL_KILL);
        other.start(
            Application.of("web", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(child)));
        occupy(other.ref("web"));
        other.<Probe>ref("web").cast(note("never"));

        other.applications().stopAll();
      }

      assertThat(warnings()).containsExactly("1 message was left: 1 Tell (unhandled)");
    }

    @Test
    void isNotUsedUpByPeriodicTimers() {
      ServerRef<Probe> web = start("web");
      Probe.Step[] tick = new Probe.Step[1];
      tick[0] =
          (probe, state) -> {
            Processes.sendAfter(Processes.self(), tick[0], Duration.ofMillis(50));
            return probe.noReply(state);
          };
      dream.get().send(web.address(), tick[0]);

      applications().stopAll();

      assertThat(warnings()).noneMatch(line -> line.startsWith("mailboxes were not"));
    }
  }

  @Nested
  class Afterwards {

    @Test
    void messagesAreTakenAgain() {
      start("web");
      applications().stopAll();

      ServerRef<Probe> again = start("web");

      assertThat(again.call(Probe.Ask.state())).isEqualTo(0);
    }
  }

  @Nested
  class Otherwise {

    @Test
    void theStopOfOneApplicationRefusesNothing() {
      ServerRef<Probe> web = start("web");
      dream
          .get()
          .start(
              new TestApplication(
                  "db", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), events) {
                @Override
                public void prepStop() throws Exception {
                  Thread outside = Thread.ofVirtual().start(() -> web.cast(note("taken")));
                  outside.join();
                }
              });

      applications().stop("db");

      assertThat(web.call(Probe.Ask.state())).isEqualTo(0);
      assertThat(events.all()).contains("taken");
    }

    @Test
    void anEngineWithoutApplicationsIsClosedAtOnce() throws Exception {
      try (Dream other = Dream.create()) {
        occupy(other.start(() -> new Probe("p", events)));
      }
      assertThat(warnings()).isEmpty();
    }
  }

  @Nested
  class ShutDown {

    @Test
    void countsWhatProcessesOutsideOfApplicationsLeaveAsWell() throws Exception {
      start("web");
      ServerRef<Probe> stray = dream.start(new Probe("stray", events));
      occupy(stray);
      stray.cast(note("never"));

      applications().shutDown(SHORT);

      assertThat(warnings()).endsWith("1 message was left: 1 Tell (unhandled)");
      assertThat(dream.get().processes()).isEmpty();
    }

    @Test
    void drainsThemFirst() throws Exception {
      ServerRef<Probe> web = start("web");
      ServerRef<Probe> stray = dream.start(new Probe("stray", events));
      occupy(stray);
      stray.cast(note("worked off"));
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(dream.get()::close);
      await()
          .atMost(TestDream.LIMIT)
          .until(() -> web.tryCast(note("probe")).equals(new CastOutcome.ShuttingDown()));
      go.countDown();
      TestDream.get(stopped);

      assertThat(events.all()).containsSubsequence("worked off", "web terminate shutdown");
    }
  }

  @Nested
  class Words {

    @Test
    void nameAFewTypesOfEachReason() throws Exception {
      ServerRef<Probe> web = start("web");
      List<Object> late = List.of(1, 'c', "s", 1L, 1.0, 1.0f, 2, 3);
      occupy(web);
      CompletableFuture<Void> stopped = stopping(web);
      late.forEach(message -> dream.get().send("web", message));
      go.countDown();
      TestDream.get(stopped);

      assertThat(warnings())
          .containsExactly(
              "8 messages were left: 3 Integer, 1 Character, 1 Double, 1 Float, 1 Long, … 1 more"
                  + " (shutting down)");
    }
  }
}
