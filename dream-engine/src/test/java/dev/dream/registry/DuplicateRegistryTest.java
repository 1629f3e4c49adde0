package dev.dream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.TestDream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DuplicateRegistryTest {

  @RegisterExtension final TestDream dream = new TestDream();

  @Test
  void letsAnyNumberOfProcessesHaveAKeyAndOneSeveralTimes() throws Exception {
    RegistrySpec.duplicate().start(dream.get().node(), "topics");
    DuplicateRegistry<String, Integer> topics =
        DuplicateRegistry.named(dream.get().node(), "topics");
    Member alice = Member.of(dream);
    Member bob = Member.of(dream);

    alice.runs(() -> topics.register("news", 1));
    bob.runs(() -> topics.register("news", 1));
    alice.runs(() -> topics.register("news", 1));

    assertThat(topics.lookup("news"))
        .extracting(Entry::pid)
        .containsExactly(alice.pid(), bob.pid(), alice.pid());
    assertThat(topics.count()).isEqualTo(3);
  }

  @Test
  void reachesThousandsUnderOneKey() throws Exception {
    RegistrySpec.duplicate().start(dream.get().node(), "topics");
    DuplicateRegistry<String, Integer> topics =
        DuplicateRegistry.named(dream.get().node(), "topics");
    var sum = new AtomicInteger();
    Member alice = Member.of(dream);

    alice.runs(
        () -> {
          for (int i = 0; i < 5_000; i++) {
            topics.register("news", 1);
          }
        });
    topics.dispatch("news", entries -> sum.addAndGet(entries.size()));
    alice.kill();

    assertThat(sum).hasValue(5_000);
    assertThat(topics.count()).isZero();
  }
}
