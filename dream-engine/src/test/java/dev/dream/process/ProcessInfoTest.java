package dev.dream.process;

import static dev.dream.process.Processes.self;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class ProcessInfoTest {

  @RegisterExtension final TestNode test = new TestNode();

  private record Import(String file) {}

  @Test
  void tellsOfABusyProcess() throws Exception {
    var busy = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Callbacks importer =
        TestNode.callbacks(
            message -> {
              if (message instanceof Import) {
                busy.countDown();
                goOn.await();
              }
            });
    Instant before = Instant.now().minusSeconds(1);
    Pid pid = test.node().spawn(importer, SpawnOptions.NONE.named("importer"));
    test.node().send(pid, new Import("a.csv"));
    busy.await();
    test.node().send(pid, "next");
    test.node().send(pid, "last");
    ProcessInfo info = test.info(pid);
    assertThat(info.pid()).isEqualTo(pid);
    assertThat(info.name()).contains("importer");
    assertThat(info.module()).isEqualTo(importer.module());
    assertThat(info.status()).isEqualTo(ProcessInfo.Status.RUNNING);
    assertThat(info.currentMessage()).isEqualTo("Import");
    assertThat(info.mailboxDepth()).isEqualTo(2);
    assertThat(info.oldestMessageAge()).isPositive();
    assertThat(info.startedAt()).isAfter(before);
    assertThat(info.messagesHandled()).isOne();
    goOn.countDown();
    test.awaitWaiting(pid);
    ProcessInfo idle = test.info(pid);
    assertThat(idle.currentMessage()).isNull();
    assertThat(idle.mailboxDepth()).isZero();
    assertThat(idle.oldestMessageAge()).isEqualTo(Duration.ZERO);
    assertThat(idle.messagesHandled()).isEqualTo(3);
  }

  @Test
  void tellsOfTies() {
    test.run(
        () -> {
          Processes.trapExit(true);
          Pid child = Processes.spawnLink(Processes::receive);
          Processes.monitor(child);
          ProcessInfo me = test.info(self());
          assertThat(me.trapExit()).isTrue();
          assertThat(me.links()).containsExactly(child);
          assertThat(me.monitors()).containsExactly(child);
          ProcessInfo info = test.info(child);
          assertThat(info.links()).containsExactly(self());
          assertThat(info.monitoredBy()).containsExactly(self());
          assertThat(info.parent()).isEqualTo(self());
        });
  }

  @Test
  void isThereForEveryLivingProcessOnly() {
    Pid one = test.spawn(Processes::receive);
    Pid two = test.serve(_ -> {});
    assertThat(test.node().processes())
        .extracting(ProcessInfo::pid)
        .containsExactlyInAnyOrder(one, two);
    test.node().exit(one, ExitReason.KILL);
    assertThat(test.node().info(one)).isEmpty();
    assertThat(test.node().processes()).extracting(ProcessInfo::pid).containsExactly(two);
  }

  @Test
  void showsLabelAndAncestors() {
    test.run(
        () -> {
          Pid self = Processes.self();
          Processes.label("order 7");
          CountDownLatch born = new CountDownLatch(1);
          AtomicReference<Pid> grandchild = new AtomicReference<>();
          Pid child =
              Processes.spawn(
                  () -> {
                    grandchild.set(Processes.spawn(Processes::receive));
                    born.countDown();
                    Processes.receive();
                  });
          born.await();
          assertThat(test.info(self).label()).isEqualTo("order 7");
          assertThat(test.info(child).label()).isNull();
          assertThat(test.info(grandchild.get()).ancestors()).containsExactly(child, self);
          assertThat(Processes.ancestors()).isEmpty();
          Processes.exit(child, ExitReason.KILL);
          assertThat(test.info(grandchild.get()).ancestors()).containsExactly(child);
        });
  }

  @Test
  void showsTheNearestOfManyAncestors() {
    test.run(
        () -> {
          CountDownLatch born = new CountDownLatch(40);
          AtomicReference<Pid> last = new AtomicReference<>();
          spawnChain(40, born, last);
          born.await();
          ProcessInfo info = test.info(last.get());
          assertThat(info.ancestors()).hasSize(32).startsWith(info.parent());
        });
  }

  private static void spawnChain(int more, CountDownLatch born, AtomicReference<Pid> last) {
    if (more > 0) {
      Processes.spawn(
          () -> {
            if (more == 1) {
              last.set(self());
            }
            spawnChain(more - 1, born, last);
            born.countDown();
            Processes.receive();
          });
    }
  }
}
