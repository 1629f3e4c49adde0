package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.register;
import static dev.dream.process.Processes.registered;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.unregister;
import static dev.dream.process.Processes.whereis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class NamesTest {

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Register {

    @Test
    void leadsToTheProcess() {
      test.run(
          () -> {
            register("me");
            assertThat(whereis("me")).contains(self());
            assertThat(registered()).containsExactly("me");
            assertThat(test.info(self()).name()).contains("me");
            assertThat(test.node().describe(self())).isEqualTo("\"me\" " + self());
            assertThat(test.node().describe(new Name("me"))).isEqualTo("\"me\" " + self());
          });
    }

    @Test
    void refusesANameThatIsTaken() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            register("n", other);
            assertThatThrownBy(() -> register("n"))
                .isInstanceOfSatisfying(
                    NameTakenException.class, e -> assertThat(e.holder()).isEqualTo(other))
                .hasMessage(
                    "register \"n\" failed: %s has that name; unregister it first or choose"
                        + " another",
                    other);
          });
    }

    @Test
    void refusesASecondName() {
      test.run(
          () -> {
            register("one");
            assertThatIllegalStateException()
                .isThrownBy(() -> register("two"))
                .withMessage(
                    "register \"two\" failed: \"one\" %s has a name already; unregister that first",
                    self());
            assertThat(whereis("two")).isEmpty();
          });
    }

    @Test
    void refusesTheDead() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            assertThatThrownBy(() -> register("n", dead))
                .isInstanceOf(NoSuchProcessException.class)
                .hasMessage("register \"n\" failed: %s is not alive", dead);
          });
    }

    @Test
    void refusesABlankName() {
      test.run(
          () ->
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> register(" "))
                  .withMessage("a process name must not be blank"));
      assertThatIllegalArgumentException().isThrownBy(() -> new Name(""));
    }

    @Test
    void givesANameToOneOfMany() throws Exception {
      for (int round = 0; round < 200; round++) {
        int rivals = 8;
        String name = "n" + round;
        var winners = new AtomicInteger();
        var done = new CountDownLatch(rivals);
        for (int i = 0; i < rivals; i++) {
          test.spawn(
              () -> {
                try {
                  register(name);
                  winners.incrementAndGet();
                } catch (NameTakenException taken) {
                  assertThat(taken.holder()).isNotEqualTo(self());
                }
                done.countDown();
                receive();
              });
        }
        done.await();
        assertThat(winners).hasValue(1);
      }
    }
  }

  @Nested
  class Unregister {

    @Test
    void freesTheNameForAnother() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            register("n", other);
            unregister("n");
            assertThat(whereis("n")).isEmpty();
            register("n");
            send("n", "hello");
            assertThat(receive()).isEqualTo("hello");
            register("another", other);
          });
    }

    @Test
    void refusesANameThatNobodyHas() {
      test.run(
          () -> {
            register("me");
            assertThatIllegalArgumentException()
                .isThrownBy(() -> unregister("you"))
                .withMessage(
                    "unregister \"you\" failed: no process has that name (registered: \"me\")");
          });
    }
  }

  @Test
  void theDeadHaveNoName() {
    test.run(
        () -> {
          Pid other = spawn(Processes::receive);
          register("n", other);
          Processes.exit(other, ExitReason.KILL);
          assertThat(whereis("n")).isEmpty();
          assertThat(registered()).isEmpty();
          register("n");
        });
  }

  @Test
  void aNameIsFreeForTheNextIncarnationAtOnce() {
    test.run(
        () -> {
          for (int i = 0; i < 1000; i++) {
            Pid next = spawn(Processes::receive);
            register("n", next);
            Ref ref = Processes.monitor(next);
            Processes.exit(next, ExitReason.SHUTDOWN);
            assertThat(receive()).isEqualTo(new Down(ref, next, ExitReason.SHUTDOWN));
          }
        });
  }

  @Test
  void ofManyAFewAreShownWithoutSortingAll() {
    for (int i = 0; i < 2_000; i++) {
      test.node().register("n" + i, test.spawn(Processes::receive));
    }
    assertThat(test.node().kernel().someRegistered())
        .matches("\\(registered: (\"n\\d+\", ){4}\"n\\d+\", … 1995 more\\)");
  }
}
