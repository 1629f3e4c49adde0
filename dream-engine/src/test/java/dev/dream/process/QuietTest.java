package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@link Node#awaitDrained} waits for. */
class QuietTest {

  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @RegisterExtension final TestNode test = new TestNode();

  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch entered = new CountDownLatch(1);

  private List<Pid> drained(Duration limit) {
    return test.node().awaitDrained(limit);
  }

  private void block(Object message) throws InterruptedException {
    entered.countDown();
    go.await();
  }

  @Test
  void aMessageInHandIsWaitedFor() throws Exception {
    Pid server = test.serve(this::block);
    assertThat(drained(LIMIT)).isEmpty();

    test.node().send(server, "one");
    entered.await();
    assertThat(drained(MOMENT)).containsExactly(server);

    go.countDown();
    assertThat(drained(LIMIT)).isEmpty();
  }

  @Test
  void whatWaitsIsWorkedOff() throws Exception {
    var handled = new AtomicInteger();
    Pid server =
        test.serve(
            message -> {
              block(message);
              handled.incrementAndGet();
            });
    for (int i = 0; i < 200; i++) {
      test.node().send(server, i);
    }
    go.countDown();

    assertThat(drained(LIMIT)).isEmpty();
    assertThat(handled).hasValue(200);
  }

  @Test
  void aMessageInAPlainProcesssHandIsWaitedFor() throws Exception {
    Pid body =
        test.spawn(
            () -> {
              block(receive());
              receive();
            });
    test.awaitWaiting(body);
    assertThat(drained(LIMIT)).isEmpty();

    test.node().send(body, "one");
    entered.await();
    assertThat(drained(MOMENT)).containsExactly(body);

    go.countDown();
    assertThat(drained(LIMIT)).isEmpty();
  }

  @Test
  void aPlainProcessThatTakesNoMessagesIsNotWaitedFor() throws Exception {
    test.spawn(() -> block("nothing"));
    entered.await();

    assertThat(drained(LIMIT)).isEmpty();
  }

  @Test
  void whatAPlainProcessPutsOffIsNotWaitedFor() {
    Pid body = test.spawn(() -> receive("this"::equals));
    test.awaitWaiting(body);
    test.node().send(body, "that");

    assertThat(drained(LIMIT)).isEmpty();
    assertThat(test.info(body).mailboxDepth()).isOne();
  }

  @Test
  void whatWaitsForASuspendedProcessIsNotWaitedFor() {
    Pid server = test.serve(this::block);
    test.node().kernel().system(server, new SystemRequest.Suspend()).await(LIMIT);
    test.node().send(server, "one");

    assertThat(drained(LIMIT)).isEmpty();
    assertThat(test.info(server).mailboxDepth()).isOne();
  }

  @Test
  void anInterruptedThreadWaitsNoLonger() throws Exception {
    Pid server = test.serve(this::block);
    test.node().send(server, "one");
    entered.await();

    Thread.currentThread().interrupt();
    assertThat(drained(LIMIT)).containsExactly(server);

    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
  }

  /** However often one looks while a message goes round, it is always in somebody's hands. */
  @Test
  void aMessageIsNotMissedOnItsWay() {
    var done = new AtomicInteger();
    List<Pid> ring = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int next = (i + 1) % 5;
      ring.add(
          test.serve(
              message -> {
                int hops = (Integer) message;
                if (hops == 0) {
                  done.incrementAndGet();
                } else {
                  send(ring.get(next), hops - 1);
                }
              }));
    }
    var quiet = Quiet.drained(ring.stream().map(Pid::process).toList(), test.node().tally());
    assertThat(drained(LIMIT)).isEmpty();

    for (int round = 1; round <= 200; round++) {
      test.node().send(ring.getFirst(), 1000);
      while (!quiet.isThere()) {
        Thread.onSpinWait();
      }
      assertThat(done).hasValue(round);
    }
  }
}
