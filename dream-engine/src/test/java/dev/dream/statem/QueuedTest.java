package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.statem.StateEvent.Casted;
import dev.dream.statem.StateEvent.Internal;
import dev.dream.statem.StateEvent.NamedTimeout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event that waits within its machine is handled with what it came with. */
@Timeout(60)
class QueuedTest {

  private static final ThreadLocal<@Nullable String> WORD = new ThreadLocal<>();

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Dream dream =
      Dream.create(DreamOptions.DEFAULT.virtualTime(true).context(QueuedTest::capture));
  private final ServerRef<Gate> gate = dream.start(Gate::new);

  @AfterEach
  void close() {
    dream.close();
  }

  private static @Nullable Snapshot capture() {
    String word = WORD.get();
    return word == null ? null : () -> with(word);
  }

  private static Scope with(String word) {
    String before = WORD.get();
    WORD.set(word);
    return () -> WORD.set(before);
  }

  private void tell(String word, Tell event) {
    try (Scope _ = with(word)) {
      gate.cast(event);
    }
  }

  private record Tell(String what) implements Cast<Gate> {}

  private sealed interface Ask extends Call<Gate, String> {}

  private record Nothing() implements Ask {}

  /** Puts off what comes while it is shut. */
  private final class Gate implements GenStateMachine<Boolean, Integer, Ask, Tell> {

    @Override
    public StateInit<Boolean, Integer> init() {
      return ok(false, 0);
    }

    @Override
    public EventResult<Boolean, Integer> handleEvent(
        StateEvent<Ask, Tell> event, Boolean isOpen, Integer data) {
      return switch (event) {
        case Casted(Tell(String what)) when what.equals("open") -> nextState(true, data);
        case Casted<Ask, Tell> _ when !isOpen -> keepStateAndData(postpone());
        case Casted(Tell(String what)) -> {
          heard.add(what + " " + WORD.get());
          yield switch (what) {
            case "event" -> keepStateAndData(nextEvent(new Internal<>("internal")));
            case "timeout" -> keepStateAndData(timeout("soon", Duration.ZERO, "due"));
            case "timer" -> keepStateAndData(timeout("late", Duration.ofSeconds(1), "late"));
            default -> keepStateAndData();
          };
        }
        case Internal(Object content) -> hear(content);
        case NamedTimeout(_, Object content) -> hear(content);
        default -> keepStateAndData();
      };
    }

    private EventResult<Boolean, Integer> hear(Object what) {
      heard.add(what + " " + WORD.get());
      return keepStateAndData();
    }
  }

  @Test
  void whatWasPutOffKeepsItsOwn() {
    tell("a", new Tell("first"));
    tell("b", new Tell("second"));
    tell("c", new Tell("open"));
    tell("d", new Tell("third"));

    dream.node().awaitIdle(TestDream.LIMIT);
    assertThat(heard).containsExactly("first a", "second b", "third d");
  }

  @Test
  void whatItAsksForGoesOnWithThat() {
    tell("a", new Tell("event"));
    tell("b", new Tell("timeout"));
    tell("c", new Tell("timer"));
    tell("d", new Tell("open"));

    dream.node().awaitIdle(TestDream.LIMIT);
    dream.node().virtualTime().orElseThrow().advance(Duration.ofSeconds(1));
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "event a", "internal a", "timeout b", "due b", "timer c", "late c");
  }
}
