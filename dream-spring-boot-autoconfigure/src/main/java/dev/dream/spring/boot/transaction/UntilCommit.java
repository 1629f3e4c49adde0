package dev.dream.spring.boot.transaction;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What waits for the commit of one transaction; one for all, so that thousands cost no more than
 * their list. Used by the one thread that has the transaction at a time.
 *
 * <p>It acts in {@code afterCompletion}, as Spring's transactional event listeners do: {@code
 * afterCommit} is not called for what is registered during it, nor after another's has thrown,
 * though the transaction is committed.
 */
final class UntilCommit implements TransactionSynchronization {

  private static final Logger log = LoggerFactory.getLogger(AfterCommit.class);
  private static final int SHOWN = 5;

  private final List<Deferred> waiting = new ArrayList<>();

  /** How many were waiting at each savepoint; at one that is not here, none. */
  private final Map<Object, Integer> savepoints = new IdentityHashMap<>();

  /** Returns that of the thread's transaction, which there must be. */
  static UntilCommit ofCurrentTransaction() {
    for (TransactionSynchronization known :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (known instanceof UntilCommit ours) {
        return ours;
      }
    }
    UntilCommit first = new UntilCommit();
    TransactionSynchronizationManager.registerSynchronization(first);
    return first;
  }

  void add(Deferred deferred) {
    waiting.add(deferred);
  }

  @Override
  public void savepoint(Object savepoint) {
    savepoints.put(savepoint, waiting.size());
  }

  @Override
  public void savepointRollback(Object savepoint) {
    int kept = Math.min(savepoints.getOrDefault(savepoint, 0), waiting.size());
    waiting.subList(kept, waiting.size()).clear();
  }

  @Override
  public void afterCompletion(int status) {
    if (status == STATUS_COMMITTED) {
      waiting.forEach(UntilCommit::run);
    } else if (status == STATUS_UNKNOWN && !waiting.isEmpty()) {
      log.warn(
          "dropped what was to be sent after the commit, {} in all: the outcome of the transaction"
              + " is unknown; see in the database whether it was committed (first: {})",
          waiting.size(),
          waiting.subList(0, Math.min(SHOWN, waiting.size())));
    }
  }

  private static void run(Deferred deferred) {
    try {
      deferred.action().run();
    } catch (Throwable failed) { // the commit has not, and others wait
      log.error(
          "{} failed after the commit, which stands; it is not tried again", deferred, failed);
    }
  }
}
