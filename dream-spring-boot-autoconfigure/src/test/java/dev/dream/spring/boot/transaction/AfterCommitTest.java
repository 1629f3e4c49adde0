package dev.dream.spring.boot.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_SUPPORTS;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.DeadLetter;
import dev.dream.spring.boot.transaction.Notebook.Note;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class AfterCommitTest extends WithTransactions {

  @Nested
  class Committing {

    @Test
    void sendsInTheOrderGiven() {
      dream.register("notebook", notebook.pid().orElseThrow());
      transaction.executeWithoutResult(
          _ -> {
            write("a");
            AfterCommit.send(dream, notebook.address(), "b");
            AfterCommit.run(() -> notebook.cast(new Note("c")));
            AfterCommit.send(dream, "notebook", "d");
            write("e");
            assertThat(notes()).isEmpty();
          });
      assertThat(notes()).containsExactly("a", "info b", "c", "info d", "e");
      assertThat(rows()).containsExactly("a", "e");
    }

    @Test
    void sendsWhenOthersSeeTheRows() {
      ServerRef<Reader> reader = dream.start(Reader::new);
      transaction.executeWithoutResult(
          _ -> {
            write("a");
            assertThat(reader.call(new Read())).isEmpty();
            AfterCommit.run(() -> dream.send(notebook.address(), reader.call(new Read())));
          });
      assertThat(notes()).containsExactly("a", "info [a]");
    }

    @Test
    void looksUpANameOnlyThen() {
      ServerRef<Notebook> named = dream.ref("late");
      transaction.executeWithoutResult(
          _ -> {
            AfterCommit.cast(named, new Note("a"));
            dream.register("late", notebook.pid().orElseThrow());
          });
      assertThat(notes()).containsExactly("a");
    }

    @Test
    void worksWithAnnotatedMethods() {
      try (var context = new AnnotationConfigApplicationContext()) {
        context.register(Annotations.class);
        context.registerBean(PlatformTransactionManager.class, () -> manager);
        context.registerBean(Diary.class, () -> new Diary(AfterCommitTest.this));
        context.refresh();
        Diary diary = context.getBean(Diary.class);
        diary.keep("a");
        assertThatIllegalStateException().isThrownBy(() -> diary.tear("b"));
        diary.keep("c");
      }
      assertThat(notes()).containsExactly("a", "c");
      assertThat(rows()).containsExactly("a", "c");
    }
  }

  @Nested
  class RollingBack {

    @Test
    void dropsAll() {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  transaction.executeWithoutResult(
                      _ -> {
                        write("a");
                        AfterCommit.send(dream, notebook.address(), "b");
                        AfterCommit.run(() -> notebook.cast(new Note("c")));
                        throw new IllegalStateException("no");
                      }));
      transaction.executeWithoutResult(
          status -> {
            write("d");
            status.setRollbackOnly();
          });
      assertThat(notes()).isEmpty();
      assertThat(rows()).isEmpty();
    }

    @Test
    void leavesNothingForTheNextTransaction() {
      transaction.executeWithoutResult(
          status -> {
            write("a");
            status.setRollbackOnly();
          });
      transaction.executeWithoutResult(_ -> write("b"));
      assertThat(notes()).containsExactly("b");
    }

    @Test
    void dropsWithAWarningIfTheOutcomeIsUnknown(CapturedOutput output) {
      var broken =
          new JdbcTransactionManager(database) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doCommit(DefaultTransactionStatus status) {
              throw new TransactionSystemException("connection lost");
            }
          };
      assertThatExceptionOfType(TransactionSystemException.class)
          .isThrownBy(
              () ->
                  new TransactionTemplate(broken)
                      .executeWithoutResult(
                          _ -> List.of("a", "b", "c", "d", "e", "f").forEach(text -> write(text))));
      assertThat(notes()).isEmpty();
      assertThat(output)
          .contains("dropped what was to be sent after the commit, 6 in all: the outcome")
          .contains("cast Note[text=a] to <0.1>, ")
          .contains("cast Note[text=e] to <0.1>])")
          .doesNotContain("Note[text=f]");
    }
  }

  @Nested
  class WithoutATransaction {

    @Test
    void isSentAtOnce() {
      AfterCommit.cast(notebook, new Note("a"));
      AfterCommit.send(dream, notebook.address(), "b");
      AfterCommit.run(() -> notebook.cast(new Note("c")));
      assertThat(notes()).containsExactly("a", "info b", "c");
    }

    @Test
    void isSentAtOnceWhereOneIsOnlySupported() {
      transaction(PROPAGATION_SUPPORTS)
          .executeWithoutResult(
              status -> {
                AfterCommit.cast(notebook, new Note("a"));
                assertThat(notes()).containsExactly("a");
                status.setRollbackOnly();
              });
    }

    @Test
    void throwsWhatItThrows() {
      assertThatIllegalArgumentException().isThrownBy(() -> AfterCommit.send(dream, "nobody", "a"));
    }
  }

  @Nested
  class Failing {

    @Test
    void keepsNeitherTheCallerNorTheOthers(CapturedOutput output) {
      transaction.executeWithoutResult(
          _ -> {
            write("a");
            AfterCommit.send(dream, "nobody", "b");
            AfterCommit.run(
                () -> {
                  throw new AssertionError("even an error");
                });
            write("c");
          });
      assertThat(notes()).containsExactly("a", "c");
      assertThat(rows()).containsExactly("a", "c");
      assertThat(output)
          .contains("send b to \"nobody\" failed after the commit, which stands; it is not tried")
          .contains("IllegalArgumentException: send String to \"nobody\" failed: no process has")
          .contains("run " + Failing.class.getName())
          .contains("AssertionError: even an error");
    }

    @Test
    void makesADeadLetterOfACastThatReachesNobody(CapturedOutput output) {
      ServerRef<Notebook> nobody = dream.ref("nobody");
      transaction.executeWithoutResult(_ -> AfterCommit.cast(nobody, new Note("a")));
      assertThat(dream.deadLetters().recent())
          .extracting(DeadLetter::message)
          .containsExactly(new Note("a"));
      assertThat(output).doesNotContain("failed after the commit");
    }

    @Test
    void doesNotDependOnTheCallbacksOfOthers() {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  transaction.executeWithoutResult(
                      _ -> {
                        afterCommit(
                            () -> {
                              throw new IllegalStateException("somebody else's");
                            });
                        write("a");
                      }));
      assertThat(notes()).containsExactly("a");
    }
  }

  @Nested
  class WhileTheCommitIsTold {

    @Test
    void whatAnotherCallbackGivesIsSent() {
      transaction.executeWithoutResult(
          _ -> afterCommit(() -> AfterCommit.cast(notebook, new Note("a"))));
      assertThat(notes()).containsExactly("a");
    }

    @Test
    void whatAnActionGivesIsSentAtOnce() {
      transaction.executeWithoutResult(
          _ -> {
            AfterCommit.run(
                () -> {
                  AfterCommit.cast(notebook, new Note("a"));
                  assertThat(notes()).containsExactly("a");
                  transaction(PROPAGATION_REQUIRES_NEW).executeWithoutResult(_ -> write("b"));
                });
            write("c");
          });
      assertThat(notes()).containsExactly("a", "b", "c");
      assertThat(rows()).containsExactly("b", "c");
    }
  }

  private static void afterCommit(Runnable callback) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            callback.run();
          }
        });
  }

  record Read() implements Call<Reader, List<String>> {}

  /** Reads the rows, in its own thread and so outside of any transaction of others. */
  final class Reader implements GenServer<Integer, Read, Cast<Reader>> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Read request, From from, Integer state) {
      return reply(request, rows(), state);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Annotations {}

  static class Diary {

    private final AfterCommitTest test;

    Diary(AfterCommitTest test) {
      this.test = test;
    }

    @Transactional
    public void keep(String text) {
      test.write(text);
      assertThat(test.notes()).doesNotContain(text);
    }

    @Transactional
    public void tear(String text) {
      test.write(text);
      throw new IllegalStateException("torn");
    }
  }
}
