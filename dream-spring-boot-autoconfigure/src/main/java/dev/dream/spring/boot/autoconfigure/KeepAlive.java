package dev.dream.spring.boot.autoconfigure;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One thread that keeps the JVM up. All threads of the engine are daemons, or an application that
 * forgets to close it would not end.
 */
final class KeepAlive {

  private final String threadName;
  private @Nullable CountDownLatch end;

  KeepAlive(String threadName) {
    this.threadName = threadName;
  }

  synchronized void start() {
    CountDownLatch latch = new CountDownLatch(1);
    stop();
    end = latch;
    Thread.ofPlatform().name(threadName).daemon(false).start(() -> await(latch));
  }

  synchronized void stop() {
    if (end != null) {
      end.countDown();
      end = null;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
