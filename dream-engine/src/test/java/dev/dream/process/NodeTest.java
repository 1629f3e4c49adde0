package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class NodeTest {

  private static final SpawnOptions NAMED = SpawnOptions.NONE.named("n");

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Spawn {

    @Test
    void givesTheNameBeforeTheProcessRuns() throws Exception {
      var seen = new CompletableFuture<Pid>();
      Pid pid = test.node().spawn(() -> seen.complete(nobodyElse("n")), NAMED);
      assertThat(seen.get()).isEqualTo(pid);
    }

    @Test
    void withANameThatIsTakenLeavesNothingBehind() {
      test.run(
          () -> {
            trapExit(true);
            Pid holder = test.node().spawn(Processes::receive, NAMED);
            int before = test.node().count();
            assertThatThrownBy(() -> Node.current().spawn(() -> {}, NAMED.linked(true)))
                .isInstanceOf(NameTakenException.class)
                .hasMessage(
                    "register \"n\" failed: %s has that name; unregister it first or choose"
                        + " another",
                    holder);
            assertThatThrownBy(() -> Node.current().spawnMonitor(() -> {}, NAMED))
                .isInstanceOf(NameTakenException.class);
            assertThatThrownBy(() -> Node.current().spawn(TestNode.callbacks(_ -> {}), NAMED))
                .isInstanceOf(NameTakenException.class);
            assertThat(test.node().count()).isEqualTo(before);
            ProcessInfo me = test.node().info(self()).orElseThrow();
            assertThat(me.links()).isEmpty();
            assertThat(me.monitors()).isEmpty();
            assertThat(receive(Duration.ZERO)).isEqualTo(new dev.dream.process.Timeout());
          });
    }

    @Test
    void withALinkNeedsAProcess() {
      assertThatIllegalStateException()
          .isThrownBy(() -> test.node().spawn(() -> {}, NAMED.linked(true)))
          .withMessageContaining("no current process: spawnLink was called on thread");
      assertThat(test.node().count()).isZero();
      assertThat(test.node().whereis("n")).isEmpty();
    }

    @Test
    void outsideAProcessHasNoParent() {
      Pid pid = test.spawn(Processes::receive);
      assertThat(test.node().info(pid).orElseThrow().parent()).isNull();
    }

    @Test
    void aHundredThousandFromManyThreadsAllRunAndEnd() throws Exception {
      int threads = 8;
      int each = 12_500;
      var ran = new CountDownLatch(2 * threads * each);
      for (int i = 0; i < threads; i++) {
        Thread.startVirtualThread(
            () -> {
              for (int j = 0; j < each; j++) {
                test.spawn(ran::countDown);
                test.node().send(test.serve(_ -> countAndEnd(ran)), "end");
              }
            });
      }
      ran.await();
      await().until(() -> test.node().count() == 0);
      assertThat(test.node().tally().spawned()).isEqualTo(2L * threads * each);
      assertThat(test.node().tally().exitsByReason()).containsEntry("normal", 2L * threads * each);
    }

    private Pid nobodyElse(String name) {
      return test.node().whereis(name).orElseThrow();
    }

    private void countAndEnd(CountDownLatch ran) {
      ran.countDown();
      Processes.exit(ExitReason.NORMAL);
    }
  }

  @Nested
  class Start {

    @Test
    void tellsOfTheEndOfAProcessThatThrewAtItsBegin() {
      var starting =
          test.node()
              .kernel()
              .start(
                  _ ->
                      new Callbacks() {
                        @Override
                        public void begin() {
                          throw new IllegalArgumentException("no");
                        }

                        @Override
                        public void handle(Object message) {}
                      },
                  NAMED);
      assertThat(starting.slot().await(Processes.INFINITY))
          .isEqualTo(new ReplySlot.Outcome.Exited(ExitReason.error("no")));
      assertThat(test.node().alive(starting.pid())).isFalse();
      assertThat(test.node().whereis("n")).isEmpty();
    }
  }

  @Nested
  class Close {

    @Test
    void endsAllProcessesAndTheirNames() {
      Pid idle = test.node().spawn(TestNode.callbacks(_ -> {}), NAMED);
      Pid waiting = test.spawn(Processes::receive);
      Pid blocked = test.spawn(new CountDownLatch(1)::await);
      test.node().close();
      assertThat(test.node().isClosed()).isTrue();
      assertThat(new Pid[] {idle, waiting, blocked}).noneMatch(test.node()::alive);
      TestNode.assertNothingIsLeft(test.node());
    }

    @Test
    void leavesNoThreadOfTheEngine() {
      var unique = new Node(NodeOptions.of("close-test", 2));
      Pid busy = unique.spawn(TestNode.callbacks(_ -> {}), SpawnOptions.NONE);
      unique.send(busy, "hello");
      unique.sendAfter(busy, "later", Duration.ofHours(1));
      unique.close();
      await().until(() -> platformThreadsOf("close-test") == 0);
    }

    @Test
    void refusesASpawnAfterwards() {
      test.node().close();
      assertThatIllegalStateException()
          .isThrownBy(() -> test.spawn(() -> {}))
          .withMessage("engine \"test\" is closed");
      assertThatIllegalStateException().isThrownBy(() -> test.serve(_ -> {}));
      assertThat(test.node().count()).isZero();
    }

    @Test
    void ignoresASendAfterwards() {
      Pid pid = test.serve(_ -> {});
      test.node().close();
      test.node().send(pid, "hello");
    }

    @Test
    void refusesATimerAfterwards() {
      Pid pid = test.serve(_ -> {});
      test.node().close();
      assertThatIllegalStateException()
          .isThrownBy(() -> test.node().sendAfter(pid, "hello", Duration.ZERO));
    }

    @Test
    void mayBeCalledTwiceAndByAProcess() {
      assertThatThrownBy(
              () ->
                  test.run(
                      () -> {
                        test.node().close();
                        test.node().close();
                        self();
                      }))
          .isInstanceOf(ExitException.class)
          .hasMessage("exit: killed");
    }

    @Test
    void tellsACallerWhoWaits() throws Exception {
      Pid silent = test.serve(_ -> {});
      ReplySlot slot = test.node().kernel().openReply(silent);
      Thread closer = Thread.startVirtualThread(test.node()::close);
      assertThat(slot.await(Processes.INFINITY))
          .isEqualTo(new ReplySlot.Outcome.Exited(ExitReason.KILLED));
      closer.join();
    }

    @Test
    void losesNoProcessThatIsSpawnedMeanwhile() throws Exception {
      for (int i = 0; i < 200; i++) {
        var node = new Node(NodeOptions.of("close-race", 2));
        var begun = new CountDownLatch(1);
        Thread spawner =
            Thread.startVirtualThread(
                () -> {
                  try {
                    while (true) {
                      node.spawn(Processes::receive, SpawnOptions.NONE);
                      node.spawn(TestNode.callbacks(_ -> {}), SpawnOptions.NONE);
                      begun.countDown();
                    }
                  } catch (IllegalStateException closed) {
                    // the end of the race
                  }
                });
        begun.await();
        node.close();
        spawner.join();
        TestNode.assertNothingIsLeft(node);
      }
    }

    private static long platformThreadsOf(String node) {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith(node))
          .count();
    }
  }

  @Nested
  class TwoNodes {

    private final Node other = new Node(NodeOptions.of("test", 2));

    @Test
    void doNotKnowEachOthersPids() {
      Pid here = test.spawn(Processes::receive);
      Pid there = other.spawn(Processes::receive, NAMED);
      assertThat(here.id()).isEqualTo(there.id());
      assertThat(here).isNotEqualTo(there);
      assertThat(test.node().alive(there)).isFalse();
      assertThat(test.node().whereis("n")).isEmpty();
      test.node().send(there, "hello");
      test.node().exit(there, ExitReason.KILL);
      assertThat(other.info(there).orElseThrow().mailboxDepth()).isZero();
      other.close();
      assertThat(test.node().alive(here)).isTrue();
      TestNode.assertNothingIsLeft(other);
    }

    @Test
    void seeEachOthersProcessesAsNobody() throws Exception {
      var from = new CompletableFuture<Object>();
      Pid trapping =
          other.spawn(
              () -> {
                trapExit(true);
                Processes.register("n");
                from.complete(receive());
              },
              SpawnOptions.NONE);
      await().until(() -> other.whereis("n").isPresent());
      test.run(
          () -> {
            other.exit(trapping, ExitReason.SHUTDOWN);
            assertThatIllegalStateException()
                .isThrownBy(() -> other.spawn(() -> {}, SpawnOptions.NONE.linked(true)));
            assertThat(Node.current()).isSameAs(test.node());
          });
      assertThat(from.get()).isEqualTo(new Exit(Pid.of(other.id(), 0), ExitReason.SHUTDOWN));
      other.close();
    }
  }

  @Nested
  class Pids {

    @Test
    void ofTheDeadDoNotKeepThem() {
      Pid pid = test.call(Processes::self);
      await().until(() -> !test.node().alive(pid));
      await().until(() -> pid.process() == null);
    }

    @Test
    void ofTheDeadAreTheSameStill() {
      Pid pid = test.call(Processes::self);
      await().until(() -> pid.process() == null);
      assertThat(pid.node()).isEqualTo(test.node().id());
      assertThat(pid).isEqualTo(Pid.of(test.node().id(), pid.id())).hasToString("<0.%d>", pid.id());
    }

    @Test
    void ofTheLivingAreThoseOfTheirNode() {
      Pid pid = test.serve(_ -> {});
      Pid same = Pid.of(test.node().id(), pid.id());
      assertThat(pid.node()).isEqualTo(test.node().id());
      assertThat(pid).isEqualTo(same).hasSameHashCodeAs(same);
      assertThat(pid).isNotEqualTo(Pid.of(new NodeId("other", 1), pid.id()));
    }

    @Test
    void madeFromTextReachTheirProcess() throws Exception {
      var got = new CompletableFuture<Object>();
      Pid pid = test.serve(got::complete);
      test.node().send(Pid.parse(test.node().id(), pid.toString()), "hello");
      assertThat(got.get()).isEqualTo("hello");
    }
  }

  @Test
  void everyMessageOfUsersPassesTheCheckGivenToTheNode() throws Exception {
    UnaryOperator<Object> upperCase = message -> message.toString().toUpperCase();
    try (var strict = new Node(NodeOptions.of("strict", 1).outgoing(upperCase))) {
      var got = new CompletableFuture<Object>();
      Pid pid = strict.spawn(TestNode.callbacks(got::complete), SpawnOptions.NONE);
      strict.send(pid, "hello");
      assertThat(got.get()).isEqualTo("HELLO");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> strict.send(pid, new dev.dream.process.Timeout()))
          .withMessage(
              "send failed: Timeout is a signal of the engine and cannot be sent; wrap it in a"
                  + " message of your own");
    }
  }
}
