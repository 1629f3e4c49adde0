package dev.dream.spring.boot.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@link AfterCommit} does with transactions and savepoints inside of others. */
class NestedTransactionsTest extends WithTransactions {

  @Test
  void requiresNewGoesWithItsOwnTransaction() {
    transaction.executeWithoutResult(
        outer -> {
          write("a");
          transaction(PROPAGATION_REQUIRES_NEW).executeWithoutResult(_ -> write("b"));
          assertThat(notes()).containsExactly("b");
          transaction(PROPAGATION_REQUIRES_NEW)
              .executeWithoutResult(
                  inner -> {
                    write("c");
                    inner.setRollbackOnly();
                  });
          write("d");
        });
    assertThat(notes()).containsExactly("b", "a", "d");
  }

  @Test
  void requiresNewIsSentThoughTheOuterRollsBack() {
    transaction.executeWithoutResult(
        outer -> {
          write("a");
          transaction(PROPAGATION_REQUIRES_NEW).executeWithoutResult(_ -> write("b"));
          outer.setRollbackOnly();
        });
    assertThat(notes()).containsExactly("b");
  }

  @Test
  void requiredGoesWithTheOuter() {
    transaction.executeWithoutResult(
        outer -> {
          transaction.executeWithoutResult(_ -> write("a"));
          assertThat(notes()).isEmpty();
          outer.setRollbackOnly();
        });
    assertThat(notes()).isEmpty();
  }

  @Test
  void nestedIsDroppedWithItsSavepoint() {
    TransactionTemplate nested = transaction(PROPAGATION_NESTED);
    transaction.executeWithoutResult(
        _ -> {
          nested.executeWithoutResult(first -> writeThenRollBack(first, "before any"));
          write("a");
          nested.executeWithoutResult(
              _ -> {
                write("b");
                nested.executeWithoutResult(inner -> writeThenRollBack(inner, "innermost"));
                write("c");
              });
          nested.executeWithoutResult(
              rolledBack -> {
                nested.executeWithoutResult(_ -> write("released, then rolled back"));
                rolledBack.setRollbackOnly();
              });
          write("d");
          assertThat(notes()).isEmpty();
        });
    assertThat(notes()).containsExactly("a", "b", "c", "d");
    assertThat(rows()).containsExactly("a", "b", "c", "d");
  }

  private void writeThenRollBack(TransactionStatus status, String text) {
    write(text);
    status.setRollbackOnly();
  }

  @Test
  void savepointsMadeByHandCountToo() {
    transaction.executeWithoutResult(
        status -> {
          write("a");
          Object savepoint = status.createSavepoint();
          write("b");
          status.rollbackToSavepoint(savepoint);
          write("c");
          status.rollbackToSavepoint(savepoint);
          write("d");
        });
    assertThat(notes()).containsExactly("a", "d");
    assertThat(rows()).containsExactly("a", "d");
  }

  @Test
  void nestedIsDroppedWithTheOuter() {
    transaction.executeWithoutResult(
        outer -> {
          transaction(PROPAGATION_NESTED).executeWithoutResult(_ -> write("a"));
          outer.setRollbackOnly();
        });
    assertThat(notes()).isEmpty();
  }
}
