package dev.dream.test;

import dev.dream.process.Node;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The mailbox of the calling process, as failures show it. */
final class Mailboxes {

  private static final int MOST = 10;

  private Mailboxes() {}

  /** Returns the messages that wait, the oldest first; they stay. */
  static List<Object> messages() {
    List<Object> messages = new ArrayList<>();
    Processes.receive(
        message -> {
          messages.add(message);
          return false;
        },
        Duration.ZERO);
    return messages;
  }

  /** Describes them: bounded, and without secrets. */
  static String shown() {
    List<Object> messages = messages();
    if (messages.isEmpty()) {
      return "the mailbox of %s is empty".formatted(Processes.self());
    }
    Node node = Node.current();
    String lines =
        messages.stream()
            .limit(MOST)
            .map(message -> "\n    " + node.inspector().inspect(message))
            .collect(Collectors.joining());
    int more = messages.size() - MOST;
    return "the mailbox of %s holds %d:%s%s"
        .formatted(
            Processes.self(),
            messages.size(),
            lines,
            more > 0 ? "\n    and %d more".formatted(more) : "");
  }
}
