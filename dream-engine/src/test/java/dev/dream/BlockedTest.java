package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.FencedThread;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server is ended at once for everybody else, whatever its thread is blocked in. */
@Timeout(60)
@RealTime("the victims sleep, read, wait and loop")
class BlockedTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final Events events = new Events();
  private final AtomicBoolean looping = new AtomicBoolean();
  private volatile boolean stop;

  /** What a victim's thread does when the exit signal comes. */
  private enum Blocked {
    SLEEPING(true),
    READING_FROM_A_SOCKET(true), // as a JDBC driver does that waits for its database
    WAITING_IN_A_MONITOR(true),
    RECEIVING(true),
    CALLING(true),
    WAITING_FOR_A_LOCK(false),
    WAITING_FOR_A_MONITOR(false),
    LOOPING(false),
    IGNORING_INTERRUPTS(false);

    private final boolean endsByInterrupt;

    Blocked(boolean endsByInterrupt) {
      this.endsByInterrupt = endsByInterrupt;
    }
  }

  private void block(Blocked how) throws Exception {
    switch (how) {
      case SLEEPING -> Thread.sleep(100_000);
      case READING_FROM_A_SOCKET -> read();
      case WAITING_IN_A_MONITOR -> waitForNotification();
      case RECEIVING -> Processes.receive("never"::equals);
      case CALLING ->
          ServerRef.<Probe>named("silent").call(Probe.Ask.unanswered(), Processes.INFINITY);
      case WAITING_FOR_A_LOCK -> waitForALock();
      case WAITING_FOR_A_MONITOR -> waitForAMonitor();
      case LOOPING -> loop();
      case IGNORING_INTERRUPTS -> waitForTheEnd();
    }
  }

  /** Only one loops without a pause: two would leave no carrier to the rest of a small machine. */
  private void loop() {
    if (looping.compareAndSet(false, true)) {
      while (!stop) {
        Thread.onSpinWait();
      }
    } else {
      waitForTheEnd();
    }
  }

  private static void read() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      socket.getInputStream().read();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // nobody notifies
  private void waitForNotification() throws InterruptedException {
    synchronized (this) {
      wait();
    }
  }

  private void waitForALock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch locked = new CountDownLatch(1);
    Thread.startVirtualThread(
        () -> {
          lock.lock();
          locked.countDown();
          waitForTheEnd();
          lock.unlock();
        });
    locked.await();
    lock.lock();
    lock.unlock();
  }

  private void waitForAMonitor() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch locked = new CountDownLatch(1);
    Thread.startVirtualThread(
        () -> {
          synchronized (monitor) {
            locked.countDown();
            waitForTheEnd();
          }
        });
    locked.await();
    synchronized (monitor) {
      locked.countDown();
    }
  }

  private void waitForTheEnd() {
    while (!stop) {
      LockSupport.parkNanos(100_000);
      Thread.interrupted();
    }
  }

  private static Stream<Arguments> cases() {
    return Stream.of(ExitReason.KILL, ExitReason.SHUTDOWN)
        .flatMap(reason -> Arrays.stream(Blocked.values()).map(how -> Arguments.of(how, reason)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isGoneAtOnceAndItsSuccessorRunsBesideItsOldCode(Blocked how, ExitReason signal)
      throws Exception {
    dream.get().start(() -> new Probe("silent", events), StartOptions.named("silent"));
    dream.get().start(() -> new Probe("alone", events), StartOptions.named("alone"));
    dream.start(
        SupervisorSpec.oneForOne(
            ChildSpec.worker("victim", () -> new Probe("victim", events)).named()));
    Pid victim = block("victim", how);
    Pid alone = block("alone", how);
    dream.run(() -> assertGoneAtOnce(victim, alone, signal));

    await()
        .until(() -> dream.get().whereis("victim").filter(pid -> !pid.equals(victim)).isPresent());
    assertThat(dream.get().<Probe>ref("victim").call(Probe.Ask.state())).isEqualTo(0);
    if (!how.endsByInterrupt) {
      assertThat(dream.get().tally().fencedThreads()).isEqualTo(2);
      assertThat(dream.get().fencedThreads())
          .extracting(FencedThread::pid, FencedThread::name)
          .containsExactlyInAnyOrder(tuple(victim, "victim"), tuple(alone, "alone"));
      assertThat(dream.get().fencedThreads())
          .allSatisfy(
              fenced ->
                  assertThat(fenced.stack())
                      .extracting(StackTraceElement::getMethodName)
                      .contains("block"));
      stop = true;
    }
    await().until(() -> dream.get().fencedThreads().isEmpty());
  }

  /** Lets a server block, and waits until it does. */
  private Pid block(String name, Blocked how) {
    Pid pid = dream.pid(name);
    dream
        .get()
        .<Probe>ref(name)
        .cast(
            new Probe.Tell(
                (probe, state) -> {
                  block(how);
                  return probe.noReply(state);
                }));
    await().until(() -> dream.get().node().busyFor(pid).isPresent());
    return pid;
  }

  private static void assertGoneAtOnce(Pid victim, Pid alone, ExitReason signal) {
    ExitReason reason = signal == ExitReason.KILL ? ExitReason.KILLED : signal;
    Processes.trapExit(true);
    Processes.link(victim);
    Ref ref = Processes.monitor(victim);
    Processes.exit(victim, signal);
    assertThat(Processes.alive(victim)).isFalse();
    assertThat(Processes.whereis("victim")).isNotEqualTo(Optional.of(victim));
    assertThat(Processes.receive(Exit.class, Duration.ZERO)).contains(new Exit(victim, reason));
    assertThat(Processes.receive(Down.class, Duration.ZERO))
        .contains(new Down(ref, victim, reason));
    Processes.exit(alone, signal);
    Processes.register("alone");
  }
}
