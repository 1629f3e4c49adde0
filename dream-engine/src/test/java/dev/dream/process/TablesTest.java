package dev.dream.process;

import static dev.dream.process.Processes.alias;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;
import static dev.dream.process.Processes.spawnLink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TablesTest {

  private static final Tables EMPTY = new Tables(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  @RegisterExtension final TestNode test = new TestNode();

  @Test
  void areEmptyBeforeThereIsAProcess() {
    assertThat(test.node().tables()).isEqualTo(EMPTY);
  }

  @Test
  void countWhatLivingProcessesHave() {
    Tables full =
        test.call(
            () -> {
              Pid other = spawnLink(Processes::receive);
              test.awaitWaiting(other);
              test.node().register("other", other);
              monitor(other);
              alias();
              sendAfter(other, "later", Duration.ofHours(1));
              sendAfter(new Name("other"), "later", Duration.ofHours(1));
              test.node().kernel().attach(self(), _ -> {});
              test.node().kernel().openReply(other);
              return test.node().tables();
            });
    assertThat(full).isEqualTo(new Tables(2, 1, 1, 2, 1, 2, 1, 1, 2, 0, 2, 0, 0));
  }

  @Test
  void areEmptyOnceTheProcessesHaveEnded() {
    Pid owner =
        test.spawn(
            () -> {
              Pid other = spawnLink(Processes::receive);
              monitor(other);
              alias();
              sendAfter(other, "later", Duration.ofHours(1));
              receive();
            });
    test.awaitWaiting(owner);
    test.node().exit(owner, ExitReason.KILL);
    await()
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(() -> assertThat(test.node().tables()).isEqualTo(EMPTY));
  }
}
