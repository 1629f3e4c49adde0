package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.Pid;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Which process is which partition. Entered by the partition supervisor's process when a partition
 * has started, read by any thread. An entry stays until the next: who reads looks whether the
 * process lives.
 */
final class Partitions {

  private final AtomicReferenceArray<Pid> pids;

  Partitions(int count) {
    pids = new AtomicReferenceArray<>(count);
  }

  int count() {
    return pids.length();
  }

  /** Returns who was started last as the partition of this key, if anybody. */
  Optional<Pid> find(Object key) {
    return Optional.ofNullable(pids.get(indexOf(key, pids.length())));
  }

  /** Returns the static supervisor whose children are the partitions. */
  SupervisorSpec tree(PartitionSupervisorSpec spec) {
    return new SupervisorSpec(
        spec.strategy(),
        spec.maxRestarts(),
        spec.period(),
        AutoShutdown.NEVER,
        IntStream.range(0, count())
            .<ChildSpec<?>>mapToObj(index -> entered(index, spec.child().apply(index)))
            .toList());
  }

  private ChildSpec<?> entered(int index, ChildSpec<?> child) {
    StartFunction start = child.start();
    return child
        .id(Integer.toString(index))
        .start(
            options -> {
              StartResult result = start.start(options);
              result.started().ifPresent(pid -> pids.set(index, pid));
              return result;
            });
  }

  /** Returns the partition of a key: a whole number counts itself, anything else its hash. */
  static int indexOf(Object key, int count) {
    return switch (key) {
      case Integer _, Long _, Short _, Byte _ -> (int) Math.abs(((Number) key).longValue() % count);
      case BigInteger whole -> whole.abs().mod(BigInteger.valueOf(count)).intValue();
      default -> {
        int hash = key.hashCode();
        yield Math.floorMod(hash ^ hash >>> 16, count);
      }
    };
  }
}
