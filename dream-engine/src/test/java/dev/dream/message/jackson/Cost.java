package dev.dream.message.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a decoding may cost by the length of its input: memory, as the thread's allocations are
 * counted, and its time on a processor, which what else runs does not lengthen.
 */
final class Cost {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long FIXED_BYTES = 4 << 20;
  private static final int BYTES_PER_BYTE = 64;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final long allocated = THREADS.getCurrentThreadAllocatedBytes();
  private final long spent = THREADS.getCurrentThreadCpuTime();

  /** Checks what was spent since this was created. */
  void assertIsBounded(int length) {
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
        .as("bytes allocated for %d bytes", length)
        .isLessThan(FIXED_BYTES + (long) BYTES_PER_BYTE * length);
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - spent)).isLessThan(LONGEST);
  }
}
