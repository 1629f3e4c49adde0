package dev.dream.soak;

import dev.dream.process.Body;
import dev.dream.process.Processes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** How code waits for ever, until it is interrupted. */
enum Blocked implements Body {
  PARKED {
    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park(this);
      }
    }
  },
  ON_A_LATCH {
    @Override
    public void run() throws Exception {
      new CountDownLatch(1).await();
    }
  },
  ON_A_CONDITION {
    @Override
    public void run() throws Exception {
      ReentrantLock lock = new ReentrantLock();
      lock.lockInterruptibly();
      lock.newCondition().await();
    }
  },
  BUSY {
    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.yield();
      }
    }
  },
  /** It is stopped by what it tries through the engine, for it does not care for interrupts. */
  DEAF {
    @Override
    public void run() {
      while (true) {
        Processes.self();
        LockSupport.parkNanos(100_000);
      }
    }
  },
  RECEIVING {
    @Override
    public void run() {
      Processes.receive(message -> message == this);
    }
  }
}
