package dev.dream.registry;

import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Counter;
import dev.dream.TestDream;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryInfoTest {

  @RegisterExtension final TestDream dream = new TestDream();

  private Node node;

  @BeforeEach
  void start() {
    node = dream.get().node();
    RegistrySpec.duplicate().start(node, "topics");
    RegistrySpec.unique().start(node, "rooms");
    dream.get().start(Counter::new, StartOptions.named("counter"));
  }

  private Pid room(Object key) {
    return dream
        .get()
        .start(Counter::new, StartOptions.named(UniqueRegistry.named(node, "rooms").via(key)))
        .pid()
        .orElseThrow();
  }

  @Test
  void allAreListedByName() {
    assertThat(RegistryInfo.all(node))
        .extracting(RegistryInfo::name)
        .containsExactly("rooms", "topics");
    assertThat(RegistryInfo.all(node))
        .extracting(RegistryInfo::keys)
        .containsExactly(RegistrySpec.Keys.UNIQUE, RegistrySpec.Keys.DUPLICATE);
  }

  @Test
  void anotherServerIsNone() {
    assertThat(RegistryInfo.of(node, "counter")).isEmpty();
    assertThat(RegistryInfo.of(node, "nobody")).isEmpty();
  }

  @Test
  void showsEntriesOfAnyTypeAndTheKeysOfAProcess() {
    Pid kitchen = room("kitchen");
    Pid seven = room(7);
    RegistryInfo rooms = RegistryInfo.of(node, "rooms").orElseThrow();

    assertThat(rooms.count()).isEqualTo(2);
    assertThat(rooms.entries().map(Entry::pid)).containsExactlyInAnyOrder(kitchen, seven);
    assertThat(rooms.keys(seven)).isEqualTo(List.of(7));
    assertThat(rooms.keys(dream.get().spawn(() -> receive()))).isEmpty();
  }

  @Test
  void hasNothingMoreToShowWhenTheRegistryHasEnded() {
    room("kitchen");
    RegistryInfo rooms = RegistryInfo.of(node, "rooms").orElseThrow();

    dream.get().ref("rooms").stop();

    assertThat(rooms.entries()).isEmpty();
    assertThat(RegistryInfo.of(node, "rooms")).isEmpty();
  }
}
