package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.TestDream;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Ref;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TaskReplyTest {

  @RegisterExtension final TestDream dream = new TestDream();

  /** Answers each call by a task and is free for the next at once. */
  private static final class Squares
      implements GenServer<Map<Ref, Squares.Square>, Squares.Square, Cast<?>> {

    record Square(int of, From from) implements Call<Squares, Integer> {}

    @Override
    public InitResult<Map<Ref, Square>> init() {
      return ok(new HashMap<>());
    }

    @Override
    public CallResult<Map<Ref, Square>> handleCall(
        Square request, From from, Map<Ref, Square> asked) {
      Task<Integer> task = Task.async(() -> request.of() * request.of());
      asked.put(task.ref(), new Square(request.of(), from));
      return noReply(asked);
    }

    @Override
    public CastResult<Map<Ref, Square>> handleInfo(Object message, Map<Ref, Square> asked) {
      if (message instanceof TaskReply(Ref ref, Object square)) {
        demonitorFlush(ref);
        Square request = asked.remove(ref);
        request.from().reply(request, (Integer) square);
      }
      return noReply(asked);
    }
  }

  @Test
  void comesToHandleInfo() throws Exception {
    var squares = dream.get().start(Squares::new);
    assertThat(squares.call(new Squares.Square(7, null))).isEqualTo(49);
  }

  @Test
  void comesBeforeTheDownOfItsTask() throws Exception {
    dream.run(
        () -> {
          Task<String> task = Task.async(() -> "done");
          assertThat(receive()).isEqualTo(new TaskReply(task.ref(), "done"));
          assertThat(receive())
              .isEqualTo(new Down(task.ref(), task.pid().orElseThrow(), ExitReason.NORMAL));
        });
  }
}
