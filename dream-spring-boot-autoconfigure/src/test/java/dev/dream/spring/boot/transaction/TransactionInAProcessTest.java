package dev.dream.spring.boot.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.spring.boot.transaction.Notebook.Note;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A process whose handler has a transaction. */
@ExtendWith(OutputCaptureExtension.class)
class TransactionInAProcessTest extends WithTransactions {

  @Test
  void hasItsOwnTransactions() {
    ServerRef<Clerk> clerk = dream.start(Clerk::new);
    assertThat(clerk.call(new Write("a", End.COMMIT))).isEmpty();
    assertThat(notes()).containsExactly("a");
    transaction.executeWithoutResult(
        outer -> {
          assertThat(clerk.call(new Write("b", End.ROLLBACK))).containsExactly("a");
          assertThat(clerk.call(new Write("c", End.COMMIT))).containsExactly("a");
          outer.setRollbackOnly();
        });
    assertThat(notes()).containsExactly("a", "c");
  }

  @Test
  void losesWhatItHasNotSentWhenItIsKilled(CapturedOutput output) {
    ServerRef<Clerk> clerk = dream.start(Clerk::new);
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> clerk.call(new Write("a", End.KILLED)));
    Awaitility.await()
        .until(() -> output.getAll().contains("cast Note[text=last] to <0.1> failed after"));
    assertThat(notes()).containsExactly("a");
    assertThat(rows()).containsExactly("a");
  }

  /** How a transaction ends. */
  enum End {
    COMMIT,
    ROLLBACK,
    KILLED
  }

  record Write(String text, End end) implements Call<Clerk, List<String>> {}

  /** Writes in a transaction, and answers what the notebook knew just before its end. */
  final class Clerk implements GenServer<Integer, Write, Cast<Clerk>> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Write request, From from, Integer state) {
      List<String> known =
          transaction.execute(
              status -> {
                write(request.text());
                switch (request.end()) {
                  case COMMIT -> {}
                  case ROLLBACK -> status.setRollbackOnly();
                  case KILLED -> {
                    AfterCommit.run(() -> dream.exit(Processes.self(), ExitReason.KILL));
                    AfterCommit.cast(notebook, new Note("last"));
                  }
                }
                return notes();
              });
      return reply(request, known, state);
    }
  }
}
