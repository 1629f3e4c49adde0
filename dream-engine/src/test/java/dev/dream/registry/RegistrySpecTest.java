package dev.dream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrySpecTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  @Test
  void startsLinkedToTheCallingProcess() throws Exception {
    Member parent = Member.of(dream);

    var registry = parent.does(() -> RegistrySpec.unique().startLink("rooms"));
    assertThat(parent.links()).containsExactly(registry.pid().orElseThrow());

    var end = dream.get().whenEnded(registry.address());
    parent.kill();
    assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
  }

  @Test
  void isRefusedUnderANameThatIsTaken() {
    RegistrySpec.unique().start(dream.get().node(), "rooms");

    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> RegistrySpec.duplicate().start(dream.get().node(), "rooms"))
        .withMessageContaining("already started");
  }

  @Test
  void isRefusedWithoutAName() {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> dream.get().start(RegistrySpec.unique(), StartOptions.DEFAULT))
        .withMessageContaining("a registry needs a name; start it with RegistrySpec.startLink");
    assertThat(dream.get().processes()).isEmpty();
  }

  @Test
  void refusesABlankListener() {
    assertThatIllegalArgumentException().isThrownBy(() -> RegistrySpec.unique().listeners(" "));
  }

  @Test
  void isNotChangedByItsMethods() {
    RegistrySpec first = RegistrySpec.unique();

    first.listeners("audit").meta("limit", 1);

    assertThat(first).isEqualTo(RegistrySpec.unique());
  }
}
