package dev.dream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Counter;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A registry as a process of a tree. */
class RegistryServerTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private UniqueRegistry<String, Integer> rooms() {
    return UniqueRegistry.named(dream.get().node(), "rooms");
  }

  private static ChildSpec<RegistryServer> registry() {
    return ChildSpec.worker("rooms", RegistrySpec.unique().meta("limit", 3)).named();
  }

  private Pid partition() {
    return dream.get().info(dream.pid("rooms")).orElseThrow().links().stream()
        .filter(pid -> dream.get().info(pid).orElseThrow().module().equals("Partition"))
        .findFirst()
        .orElseThrow();
  }

  private void awaitOther(Pid before) {
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> dream.get().whereis("rooms").filter(pid -> !pid.equals(before)).isPresent());
  }

  @Test
  void isRestartedEmptyAndFoundByTheSameReferences() throws Exception {
    dream.start(SupervisorSpec.oneForOne(registry()));
    UniqueRegistry<String, Integer> rooms = rooms();
    Member trapping = Member.trapping(dream);
    trapping.runs(() -> rooms.register("a", 1));
    rooms.putMeta("limit", 4);

    Pid before = dream.pid("rooms");
    dream.kill("rooms");
    awaitOther(before);

    assertThat(trapping.does(() -> rooms.tryRegister("a", 2))).isEqualTo(new RegisterResult.Ok());
    assertThat(rooms.lookup("a")).containsExactly(new Entry<>("a", trapping.pid(), 2));
    assertThat(rooms.count()).isEqualTo(1);
    assertThat(rooms.meta("limit")).hasValue(3);
  }

  @RepeatedTest(20) // its end takes down those it names, and the supervisor is to hear of that last
  void comesBackBeforeThoseItNames() {
    UniqueRegistry<String, Integer> rooms = rooms();
    dream.start(
        SupervisorSpec.restForOne(
            registry(), ChildSpec.worker("a", Counter::new).name(rooms.via("a"))));
    Pid before = rooms.whereis("a").orElseThrow();

    dream.kill("rooms");

    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .ignoreExceptions() // there is no registry for a moment
        .until(() -> rooms.whereis("a").isPresent());
    assertThat(rooms.whereis("a")).isNotEqualTo(Optional.of(before));
    assertThat(dream.get().alive(before)).isFalse();
  }

  @Test
  void goesOnWithAnotherPartition() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    UniqueRegistry<String, Integer> rooms = rooms();
    Member alice = Member.of(dream);
    alice.runs(() -> rooms.register("a", 1));
    rooms.putMeta("limit", 4);
    Pid registry = dream.pid("rooms");
    Pid before = partition();

    dream.get().exit(before, ExitReason.KILL);
    Member bob = Member.of(dream);
    await()
        .atMost(TestDream.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> partitionOrNull() != null && !partition().equals(before));

    assertThat(alice.isAlive()).isFalse();
    bob.runs(() -> rooms.register("a", 2));
    assertThat(rooms.count()).isEqualTo(1);
    assertThat(rooms.meta("limit")).hasValue(4);
    assertThat(dream.pid("rooms")).isEqualTo(registry);
  }

  private Pid partitionOrNull() {
    try {
      return partition();
    } catch (RuntimeException noneNow) {
      return null;
    }
  }

  @Test
  void ignoresTheExitSignalsOfStrangers() throws Exception {
    RegistrySpec.unique().start(dream.get().node(), "rooms");
    Member alice = Member.of(dream);
    alice.runs(() -> rooms().register("a", 1));

    dream.get().exit(dream.pid("rooms"), ExitReason.error("boo"));
    dream.get().exit(partition(), ExitReason.error("boo"));
    alice.kill();

    Member bob = Member.of(dream);
    bob.runs(() -> rooms().register("a", 2));
    assertThat(rooms().count()).isEqualTo(1);
  }
}
