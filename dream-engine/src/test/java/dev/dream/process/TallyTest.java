package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import dev.dream.process.Tally.ExitKind;
import dev.dream.process.Tally.RestartKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TallyTest {

  private static final int TOO_MANY = 1_500;
  private static final Executor NO_THREADS =
      _ -> {
        throw new OutOfMemoryError("unable to create native thread");
      };

  @RegisterExtension final Logs logs = new Logs();

  private final Tally tally = new Tally(Runnable::run);

  @Test
  void countsRestartsBySupervisor() {
    tally.restart("one");
    tally.restart("other");
    tally.restart("other");
    assertThat(tally.restarts()).containsOnlyKeys("one", "other");
    assertThat(tally.restarts(new RestartKind("other"))).isEqualTo(2);
  }

  /** Their names may be made at run time: a counter for each, for ever, would be a leak. */
  @Test
  void countsTheRestartsOfTooManySupervisorsTogether() {
    for (int i = 0; i < TOO_MANY; i++) {
      tally.restart("tenant-" + i);
      tally.restart("tenant-" + i);
    }
    assertThat(tally.restarts())
        .hasSize(1_001)
        .containsEntry("tenant-999", 2L)
        .containsEntry("(others)", 1_000L);
  }

  @Test
  void countsTheExitsOfTooManyKindsTogether() {
    for (int i = 0; i < TOO_MANY; i++) {
      tally.exit("kind-" + i, ExitReason.NORMAL);
    }
    assertThat(tally.exits()).hasSize(1_001);
    assertThat(tally.exits(new ExitKind("(others)", "normal"))).isEqualTo(500);
  }

  @Test
  void tellsOfNoMoreKindsThanItCounts() {
    List<Tally.Kind> heard = new ArrayList<>();
    tally.whenNew(heard::add);
    for (int i = 0; i < TOO_MANY; i++) {
      tally.begun("kind-" + i);
    }
    assertThat(heard).hasSize(1_000);
  }

  @Test
  void goesOnCountingIfNoThreadCanBeStarted() {
    Tally starved = new Tally(NO_THREADS);
    starved.whenNew(_ -> {});
    starved.exit("kind", ExitReason.NORMAL);
    assertThat(starved.exits(new ExitKind("kind", "normal"))).isOne();
    assertThat(logs.from(Level.ERROR))
        .containsExactly(
            "no thread can be started to tell a listener of ExitKind[module=kind, reason=normal]");
  }
}
