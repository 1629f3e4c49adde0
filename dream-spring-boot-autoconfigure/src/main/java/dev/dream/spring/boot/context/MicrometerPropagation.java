package dev.dream.spring.boot.context;

import dev.dream.process.ContextPropagation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * What Micrometer's context propagation knows goes along with messages. Most threads have nothing
 * of it, which is found out without making anything. What accessors throw is logged, the first
 * time, and the message goes without.
 */
final class MicrometerPropagation implements ContextPropagation {

  private static final Logger log = LoggerFactory.getLogger(MicrometerPropagation.class);

  private final SingletonSupplier<Accessors> accessors;
  private final AtomicBoolean failed = new AtomicBoolean();

  /**
   * Takes what is registered globally when it is first needed, and these.
   *
   * @param wanted which keys go along
   */
  MicrometerPropagation(
      Collection<? extends ThreadLocalAccessor<?>> more, Predicate<Object> wanted) {
    this.accessors = SingletonSupplier.of(() -> Accessors.of(more, wanted));
  }

  private record Accessors(List<ThreadLocalAccessor<?>> all, ContextSnapshotFactory snapshots) {

    static Accessors of(
        Collection<? extends ThreadLocalAccessor<?>> more, Predicate<Object> wanted) {
      ContextRegistry registry = new ContextRegistry();
      ContextRegistry.getInstance()
          .getThreadLocalAccessors()
          .forEach(registry::registerThreadLocalAccessor);
      more.forEach(registry::registerThreadLocalAccessor); // replaces one with the same key
      List<ThreadLocalAccessor<?>> all =
          registry.getThreadLocalAccessors().stream()
              .filter(accessor -> wanted.test(accessor.key()))
              .toList();
      ContextSnapshotFactory snapshots =
          ContextSnapshotFactory.builder()
              .contextRegistry(registry)
              .captureKeyPredicate(wanted)
              .clearMissing(true)
              .build();
      return new Accessors(all, snapshots);
    }

    boolean haveNothing() {
      for (ThreadLocalAccessor<?> accessor : all) {
        if (accessor.getValue() != null) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public @Nullable Snapshot capture() {
    try {
      Accessors known = accessors.obtain();
      if (known.haveNothing()) {
        return null;
      }
      ContextSnapshot snapshot = known.snapshots().captureAll();
      return () -> open(snapshot);
    } catch (RuntimeException broken) {
      report("capture", broken);
      return null;
    }
  }

  private Scope open(ContextSnapshot snapshot) {
    try {
      ContextSnapshot.Scope scope = snapshot.setThreadLocals();
      return () -> close(scope);
    } catch (RuntimeException broken) {
      report("restore", broken);
      return () -> {};
    }
  }

  private void close(ContextSnapshot.Scope scope) {
    try {
      scope.close();
    } catch (RuntimeException broken) {
      report("clear", broken);
    }
  }

  private void report(String what, RuntimeException broken) {
    if (failed.compareAndSet(false, true)) {
      log.warn(
          "{} the context of a message failed, which goes without; said once only", what, broken);
    }
  }
}
