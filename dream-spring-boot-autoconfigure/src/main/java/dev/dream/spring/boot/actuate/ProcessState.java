package dev.dream.spring.boot.actuate;

import dev.dream.process.SystemStatus;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a process says of itself. Erlang: {@code sys:get_status/1}.
 *
 * @param pid the process
 * @param module what kind of process it is
 * @param suspended whether it takes no messages at the moment
 * @param observers how many trace it
 * @param dictionary its process dictionary; the values are contents
 * @param state its state, as its {@code formatStatus} shows it; a content
 */
public record ProcessState(
    String pid,
    String module,
    boolean suspended,
    int observers,
    Map<String, @Nullable String> dictionary,
    @Nullable String state)
    implements OperationResponseBody {

  static ProcessState of(SystemStatus status, Values.View view) {
    Map<String, @Nullable String> dictionary = new TreeMap<>();
    status.dictionary().forEach((key, value) -> dictionary.put(key, view.text(key, value)));
    return new ProcessState(
        PidText.of(status.process()),
        status.module(),
        status.suspended(),
        status.observers(),
        dictionary,
        view.text("state", status.state()));
  }
}
