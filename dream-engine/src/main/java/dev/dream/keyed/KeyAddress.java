package dev.dream.keyed;

import dev.dream.genserver.CallException;
import dev.dream.genserver.OnDemand;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.process.Address;
import dev.dream.process.Pid;
import dev.dream.process.Via;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.DynamicSupervisor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the process of a key is. Of two that start one the supervisor of that key decides. */
final class KeyAddress<K> implements OnDemand {

  private final KeyedClient<K, ?> keyed;
  private final K key;
  private final Via name;

  KeyAddress(KeyedClient<K, ?> keyed, K key) {
    this.keyed = keyed;
    this.key = key;
    this.name = keyed.nameOf(key);
  }

  @Override
  public Address get() {
    return name;
  }

  @Override
  public Pid start(Duration limit) {
    return present().orElseGet(() -> started(limit));
  }

  private Optional<Pid> present() {
    try {
      return name.whereis();
    } catch (IllegalArgumentException noRegistry) {
      throw CallException.nobody("find " + name, String.valueOf(noRegistry.getMessage()));
    }
  }

  private Pid started(Duration limit) {
    return switch (startChild(limit)) {
      case StartResult.Started(Pid pid) -> pid;
      case StartResult.AlreadyStarted(Pid pid) -> pid;
      case StartResult result -> throw new StartException(name.toString(), result);
    };
  }

  private StartResult startChild(Duration limit) {
    try {
      return DynamicSupervisor.startNamedChild(
          keyed.partition(key), keyed.spec().childOf(key, name), limit);
    } catch (ChildException refused) {
      throw switch (refused.refusal()) {
        case MAX_CHILDREN -> TooManyProcessesException.of(name, keyed.spec());
        case RESTARTING ->
            CallException.nobody(
                "find " + name, "it has crashed and waits for its restart; try again later");
        default -> refused;
      };
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyAddress<?> address && address.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
