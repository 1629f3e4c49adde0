package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CrashReportTest {

  @RegisterExtension final TestNode test = new TestNode();
  @RegisterExtension final Logs logs = new Logs();

  private final List<Report> reports = new CopyOnWriteArrayList<>();

  /** Fails on every message. */
  private static class Fragile implements Callbacks {

    @Override
    public void begin() {
      Processes.label("order 7");
    }

    @Override
    public void handle(Object message) {
      throw new IllegalStateException("boom");
    }

    @Override
    public @Nullable Object state() {
      return "secret";
    }

    @Override
    public String module() {
      return "Fragile";
    }
  }

  @BeforeEach
  void listen() {
    test.node().reports().addListener(reports::add);
  }

  private CrashReport onlyReport() {
    await().until(() -> !reports.isEmpty());
    assertThat(reports).hasSize(1);
    return (CrashReport) reports.getFirst();
  }

  private Pid crash(Callbacks callbacks) {
    Pid pid = test.node().spawn(callbacks, SpawnOptions.NONE.named("f"));
    test.node().send(pid, "first");
    test.awaitEnd(pid);
    return pid;
  }

  @Test
  void tellsWhatTheProcessWasLike() {
    Pid pid = crash(new Fragile());
    CrashReport report = onlyReport();
    assertThat(report.process()).isEqualTo(pid);
    assertThat(report.name()).isEqualTo("f");
    assertThat(report.label()).isEqualTo("order 7");
    assertThat(report.module()).isEqualTo("Fragile");
    assertThat(report.reason()).isEqualTo("java.lang.IllegalStateException: boom");
    assertThat(report.reasonType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(report.thrown().frames().getFirst()).contains("CrashReportTest$Fragile.handle");
    assertThat(report.isBrief()).isFalse();
    assertThat(report.byItself()).isTrue();
    assertThat(report.lastMessageType()).isEqualTo("String");
    assertThat(report.lastTypes()).containsExactly("String");
    assertThat(report.lastMessage()).isEqualTo("first");
    assertThat(report.state()).isEqualTo("secret");
    assertThat(report.ancestors()).isEmpty();
    assertThat(report.mailboxDepth()).isZero();
    assertThat(report.messagesHandled()).isEqualTo(1);
    assertThat(report.at()).isAfterOrEqualTo(report.startedAt());
    assertThat(logs.from(Level.WARN))
        .containsExactly(
            """
            "f" %s crashed handling String: java.lang.IllegalStateException: boom
                label: order 7
                state: secret\
            """
                .formatted(pid));
  }

  @Test
  void showsWhatTheProcessWantsToBeShown() {
    Pid pid =
        crash(
            new Fragile() {
              @Override
              public Status formatStatus(Status status) {
                return status.state("***").message("?").reason(ExitReason.error("hidden"));
              }
            });
    CrashReport report = onlyReport();
    assertThat(report.state()).isEqualTo("***");
    assertThat(report.lastMessage()).isEqualTo("?");
    assertThat(report.reason()).isEqualTo("error: hidden");
    assertThat(report.thrown()).isNull();
    assertThat(logs.from(Level.WARN))
        .containsExactly(
            """
            "f" %s crashed handling String: error: hidden
                label: order 7
                state: ***\
            """
                .formatted(pid));
  }

  @Test
  void isFormattedByAProcessThatStillLives() {
    Pid pid =
        crash(
            new Fragile() {
              @Override
              public Status formatStatus(Status status) {
                return status.state("I am " + Processes.self());
              }
            });
    assertThat(onlyReport().state()).isEqualTo("I am " + pid);
  }

  /** Something whose toString must not be called. */
  private static final class Unwilling {
    @Override
    public String toString() {
      throw new UnsupportedOperationException("no");
    }
  }

  @Test
  void isMadeOfAStateThatCannotBeShown() {
    Pid pid =
        crash(
            new Fragile() {
              @Override
              public Object state() {
                return new Unwilling();
              }
            });
    assertThat(onlyReport().process()).isEqualTo(pid);
    assertThat(logs.from(Level.WARN))
        .containsExactly(
            """
            "f" %s crashed handling String: java.lang.IllegalStateException: boom
                label: order 7
                state: Unwilling(…)\
            """
                .formatted(pid));
  }

  @Test
  void namesTheTypesOfTheLastEightMessages() {
    record Wrapped(Object content) implements Parcel, EngineMessage {}
    Callbacks patient =
        new Fragile() {
          @Override
          public void handle(Object message) {
            if (message.equals("last")) {
              super.handle(message);
            }
          }
        };
    Pid pid = test.node().spawn(patient, SpawnOptions.NONE);
    for (Object message : List.of(1, 2L, 'c', 1.5, 1.5f, true, (byte) 1, (short) 1)) {
      test.node().send(pid, message);
    }
    test.node().kernel().deliver(pid, new Wrapped(BigInteger.ONE));
    test.node().send(pid, "last");
    test.awaitEnd(pid);
    assertThat(onlyReport().lastTypes())
        .containsExactly(
            "Character", "Double", "Float", "Boolean", "Byte", "Short", "BigInteger", "String");
  }

  @Test
  void holdsNoSecrets() {
    record Account(String user, String password) {}
    Pid pid =
        crash(
            new Fragile() {
              @Override
              public Object state() {
                return new Account("bob", "hunter2");
              }

              @Override
              public void handle(Object message) {
                throw new IllegalStateException(
                    "no", new IllegalArgumentException("password=hunter2"));
              }
            });
    assertThat(onlyReport().toString())
        .contains("bob", "password=******")
        .doesNotContain("hunter2");
    assertThat(logs.from(Level.WARN).getFirst())
        .contains(pid.toString(), "state: Account[user=bob, password=******]");
    assertThat(logs.stacks()).hasSize(1);
    assertThat(logs.stacks().getFirst())
        .contains("IllegalStateException: no", "password=******", "CrashReportTest")
        .doesNotContain("hunter2");
  }

  @Test
  void namesItsAncestors() {
    test.run(
        () -> {
          Processes.register("grandparent", Processes.self());
          Pid parent =
              Processes.spawn(
                  () -> {
                    Pid child = test.node().spawn(new Fragile(), SpawnOptions.NONE);
                    Processes.send(child, "go");
                    Processes.receive();
                  });
          onlyReport();
          Processes.send(parent, "end");
        });
    assertThat(onlyReport().ancestors())
        .extracting(CrashReport.Ancestor::name)
        .containsExactly(null, "grandparent");
  }

  @Test
  void isMadeOfAStateWithoutEnd() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    crash(
        new Fragile() {
          @Override
          public Object state() {
            return endless;
          }
        });
    assertThat(onlyReport().state()).isEqualTo("[[[[[[…]]]]]]");
  }

  @Test
  void hidesEverythingIfItsFormattingFails() {
    crash(
        new Fragile() {
          @Override
          public Status formatStatus(Status status) {
            throw new IllegalArgumentException("no");
          }
        });
    CrashReport report = onlyReport();
    assertThat(report.state()).isEqualTo("formatStatus failed: java.lang.IllegalArgumentException");
    assertThat(report.lastMessage()).isNull();
  }

  @Test
  void shortensALongState() {
    Pid pid =
        crash(
            new Fragile() {
              @Override
              public Object state() {
                return "x".repeat(1_000_000);
              }
            });
    onlyReport();
    assertThat(logs.from(Level.WARN).getFirst())
        .endsWith("    state: " + "x".repeat(200) + "…")
        .contains(pid.toString());
  }

  @Test
  void doesNotLookIntoAProcessThatOthersEnded() {
    Pid pid = test.node().spawn(new Fragile(), SpawnOptions.NONE);
    test.awaitWaiting(pid);
    test.node().exit(pid, ExitReason.KILL);
    CrashReport report = onlyReport();
    assertThat(report.byItself()).isFalse();
    assertThat(report.state()).isNull();
    assertThat(report.reason()).isEqualTo("killed");
    assertThat(logs.from(Level.WARN))
        .containsExactly(
            "%s was ended by an exit signal: killed\n    label: order 7".formatted(pid));
  }

  @Test
  void isNotMadeForWhoDiesOfALinkNorForOrderlyEnds() {
    test.run(
        () -> {
          Pid dying =
              Processes.spawn(
                  () -> {
                    Processes.spawnLink(Processes::receive);
                    Processes.spawn(() -> {});
                    Processes.spawn(() -> Processes.exit(ExitReason.shutdown("x")));
                    Processes.receive();
                    throw new IllegalStateException("boom");
                  });
          Processes.send(dying, "go");
          test.awaitEnd(dying);
        });
    assertThat(onlyReport().reason()).isEqualTo("java.lang.IllegalStateException: boom");
  }

  @Test
  void isNotMadeForWhoEndsWithTheReasonThatItWasToldOf() {
    Callbacks passingOn =
        new Callbacks() {
          @Override
          public void begin() {
            Processes.trapExit(true);
          }

          @Override
          public void handle(Object message) {
            throw new ExitException(((Exit) message).reason());
          }
        };
    AtomicReference<Pid> child = new AtomicReference<>();
    Pid dying =
        test.spawn(
            () -> {
              child.set(test.node().spawn(passingOn, SpawnOptions.NONE.linked(true)));
              Processes.receive();
              throw new IllegalStateException("boom");
            });
    test.awaitWaiting(dying);
    test.awaitWaiting(child.get());
    test.node().send(dying, "go");
    test.awaitEnd(child.get());
    assertThat(onlyReport().process()).isEqualTo(dying);
    assertThat(logs.from(Level.WARN)).hasSize(1);
  }
}
