package dev.dream;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import dev.dream.supervisor.ChildSpec;

/** A server that does what its messages say, and writes down which callbacks ran. */
public final class Probe implements GenServer<Integer, Probe.Ask, Probe.Tell> {

  private final String name;
  private final Events events;
  private Init init = probe -> probe.ok(0);
  private End end = _ -> {};
  private boolean trapping;

  public Probe(String name, Events events) {
    this.name = name;
    this.events = events;
  }

  /** What {@code init} does. */
  public interface Init {
    InitResult<Integer> run(Probe probe) throws Exception;
  }

  /** What {@code terminate} does. */
  public interface End {
    void run(ExitReason reason) throws Exception;
  }

  /** What {@code handleCall} does. */
  public interface Answer {
    CallResult<Integer> run(Probe probe, Ask ask, From from, int state) throws Exception;
  }

  /** What {@code handleCast}, {@code handleInfo} and {@code handleContinue} do. */
  public interface Step {
    CastResult<Integer> run(Probe probe, int state) throws Exception;
  }

  public record Ask(Answer code) implements Call<Probe, Object> {

    /** Asks for the state. */
    public static Ask state() {
      return new Ask((probe, ask, _, state) -> probe.reply(ask, state, state));
    }

    /** Leaves the caller waiting. */
    public static Ask unanswered() {
      return new Ask((probe, _, _, state) -> probe.noReply(state));
    }
  }

  public record Tell(Step code) implements Cast<Probe> {

    public static Tell stop(ExitReason reason) {
      return new Tell((probe, state) -> probe.stop(reason, state));
    }

    public static Tell crash(String message) {
      return new Tell(
          (_, _) -> {
            throw new IllegalStateException(message);
          });
    }
  }

  /** Returns a child, registered under its id, that writes down what happens to it. */
  public static ChildSpec<Probe> child(String id, Events events) {
    return ChildSpec.worker(id, () -> new Probe(id, events).trapping()).named();
  }

  public Probe trapping() {
    trapping = true;
    return this;
  }

  public Probe init(Init code) {
    init = code;
    return this;
  }

  public Probe terminate(End code) {
    end = code;
    return this;
  }

  @Override
  public InitResult<Integer> init() throws Exception {
    Processes.trapExit(trapping);
    events.add(name + " init");
    return init.run(this);
  }

  @Override
  public CallResult<Integer> handleCall(Ask ask, From from, Integer state) throws Exception {
    return ask.code().run(this, ask, from, state);
  }

  @Override
  public CastResult<Integer> handleCast(Tell tell, Integer state) throws Exception {
    return tell.code().run(this, state);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer state) throws Exception {
    if (message instanceof Step step) {
      return step.run(this, state);
    }
    events.add(name + (message instanceof Timeout ? " timeout" : " got " + message));
    return noReply(state);
  }

  @Override
  public CastResult<Integer> handleContinue(Object continuation, Integer state) throws Exception {
    events.add(name + " continue");
    return ((Step) continuation).run(this, state);
  }

  @Override
  public void terminate(ExitReason reason, Integer state) throws Exception {
    events.add(name + " terminate " + reason);
    end.run(reason);
  }
}
