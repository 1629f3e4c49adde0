package dev.dream.spring.boot;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import dev.dream.task.Task;
import java.time.Duration;
import java.util.List;

/** Says what it sees on its thread, and passes what it gets on. */
public final class Relay implements GenServer<Integer, Relay.Ask, Relay.Pass> {

  private final Eye eye;
  private final List<ServerRef<Relay>> next;

  /** Creates one that passes on to the first of these, if there is one. */
  public Relay(Eye eye, List<ServerRef<Relay>> next) {
    this.eye = eye;
    this.next = next;
  }

  /** Sees what is on the thread. */
  public interface Eye {
    String look();
  }

  /** Wants to know what it sees. */
  public record Ask() implements Call<Relay, String> {}

  /** Is passed on: by a timer, then a task, and then to the next. */
  public record Pass() implements Cast<Relay> {}

  @Override
  public InitResult<Integer> init() {
    return ok(0);
  }

  @Override
  public CallResult<Integer> handleCall(Ask request, From from, Integer state) {
    return reply(request, eye.look(), state);
  }

  @Override
  public CastResult<Integer> handleCast(Pass event, Integer state) {
    eye.look();
    Processes.sendAfter(Processes.self(), "later", Duration.ofMillis(1));
    return noReply(state);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer state) {
    eye.look();
    Task.startLink(
        () -> {
          eye.look();
          next.forEach(relay -> relay.call(new Ask()));
        });
    return noReply(state);
  }
}
