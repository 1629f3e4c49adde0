package dev.dream.runtime;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CarriersTest {

  private final Carriers carriers = new Carriers();

  @Test
  void areAwaitedByThreadsThatCannotRun() throws InterruptedException {
    carriers.prepare();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                while (!stop.get()) {
                  Thread.onSpinWait();
                }
              }));
    }
    try {
      await().until(carriers::areAwaited);
    } finally {
      stop.set(true);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    await().until(() -> !carriers.areAwaited());
  }

  @Test
  void areTakenForAwaitedAtTimesAsLongAsNobodyCanTell() {
    await().until(carriers::mayBeAwaited);
  }
}
