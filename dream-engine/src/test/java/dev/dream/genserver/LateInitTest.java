package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.VirtualTime;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateInitTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Dream dream = Dream.create(DreamOptions.DEFAULT.virtualTime(true));
  private final VirtualTime time = dream.node().virtualTime().orElseThrow();

  @AfterEach
  void close() {
    dream.close();
    TestDream.assertNothingIsLeft(dream);
  }

  /** Waits in its init for what does not come. */
  static final class Patient implements GenServer<Integer, Call<Patient, Integer>, Cast<Patient>> {

    @Override
    public InitResult<Integer> init() {
      waitForTheWarehouse();
      return ok(0);
    }

    private static void waitForTheWarehouse() {
      Processes.receive("the warehouse"::equals);
    }
  }

  private StartResult start(Callable<StartResult> start) {
    CompletableFuture<StartResult> result = new CompletableFuture<>();
    dream.spawn(
        () -> {
          Processes.trapExit(true);
          result.complete(start.call());
        });
    time.advance(LIMIT.minusNanos(1));
    assertThat(result).isNotDone();
    time.advance(Duration.ofNanos(1));
    return result.join();
  }

  @Test
  void isATimeoutWithItsLimitAndItsStack() {
    StartResult result =
        start(() -> GenServer.tryStartLink(Patient::new, StartOptions.DEFAULT.timeout(LIMIT)));

    assertThat(result)
        .isInstanceOfSatisfying(
            StartResult.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT);
              assertThat(failed.lateInit()).isNotNull();
              assertThat(failed.lateInit().limit()).isEqualTo(LIMIT);
              assertThat(failed.lateInit().stack())
                  .anyMatch(frame -> frame.getMethodName().equals("waitForTheWarehouse"));
            });
  }

  @Test
  void isNamedByTheSupervisorsAbove() {
    ChildSpec<Patient> stock = ChildSpec.worker("stock", Patient::new).initTimeout(LIMIT);
    ChildSpec<Supervisor> inner = ChildSpec.supervisor("inner", SupervisorSpec.oneForOne(stock));

    StartResult result =
        start(
            () ->
                Supervisor.tryStartLink(
                    () -> SupervisorSpec.oneForOne(inner), StartOptions.DEFAULT));

    assertThat(result)
        .isInstanceOfSatisfying(
            StartResult.Failed.class,
            failed ->
                assertThat(failed.why())
                    .contains("failed to start child \"inner\"")
                    .contains(
                        "failed to start child \"stock\": timeout: init did not come back within"
                            + " 5 s and was killed; give it more time, or do what lasts in"
                            + " handleContinue\n    at "));
  }

  @Test
  void doesNotMatterIfItFailsOtherwise() {
    var failed = new StartResult.Failed(ExitReason.error("no disk"));

    assertThat(failed.lateInit()).isNull();
    assertThat(failed.why()).isEqualTo("error: no disk");
  }
}
