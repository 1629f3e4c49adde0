package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ViaTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  /** A name whose keeper does what it is told, and knows nobody. */
  private record Kept(Runnable register, Runnable unregister) implements Via {

    @Override
    public Optional<Pid> whereis() {
      return Optional.empty();
    }

    @Override
    public void register(Pid pid) {
      register.run();
    }

    @Override
    public void unregister(Pid pid) {
      unregister.run();
    }

    @Override
    public String toString() {
      return "kept";
    }
  }

  @Test
  void whoseKeeperFailsLeavesNothingOfAStart() throws Exception {
    Via name =
        new Kept(
            () -> {
              throw new AssertionError("broken");
            },
            () -> {});
    dream.run(
        () -> {
          assertThatExceptionOfType(AssertionError.class)
              .isThrownBy(() -> Node.current().spawn(() -> {}, linkedTo(name)))
              .withMessage("broken");
          assertThat(Processes.processInfo(Processes.self()).orElseThrow().links()).isEmpty();
          assertThat(Node.current().count()).isEqualTo(1);
        });
  }

  private static SpawnOptions linkedTo(Via name) {
    return SpawnOptions.NONE.named(name).linked(true);
  }

  @Test
  void thatIsNotTakenBackDoesNotHideWhyAStartFailed() {
    Via name =
        new Kept(
            () -> {},
            () -> {
              throw new IllegalStateException("the keeper is away");
            });
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(
            () ->
                dream
                    .get()
                    .<Counter>start(
                        () -> {
                          throw new IllegalArgumentException("no such account");
                        },
                        StartOptions.named(name)))
        .withMessage("start kept failed: java.lang.IllegalArgumentException: no such account");
  }
}
