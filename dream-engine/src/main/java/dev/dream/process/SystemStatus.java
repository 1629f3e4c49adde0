package dev.dream.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process says of itself. Erlang: {@code sys:get_status/1}.
 *
 * @param process who
 * @param module what kind of process it is
 * @param suspended whether it takes no messages at the moment
 * @param parent who spawned it, or null
 * @param dictionary its process dictionary
 * @param observers how many trace it
 * @param state its state, as {@link Callbacks#formatStatus} shows it
 */
public record SystemStatus(
    Pid process,
    String module,
    boolean suspended,
    @Nullable Pid parent,
    Map<String, Object> dictionary,
    int observers,
    @Nullable Object state) {

  /** Copies the dictionary. */
  public SystemStatus {
    dictionary = Map.copyOf(dictionary);
  }
}
