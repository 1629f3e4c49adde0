package dev.dream.benchmarks.workloads;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Pid;
import dev.dream.process.Processes;

/** The smallest server: it answers with a number, and crashes when it is told to. */
class Counter implements GenServer<Integer, Counter.Get, Counter.Told> {

  static final Get GET = new Get();
  static final Told COUNT = Told.COUNT;
  static final Told CRASH = Told.CRASH;

  record Get() implements Call<Counter, Integer> {}

  enum Told implements Cast<Counter> {
    COUNT,
    CRASH
  }

  @Override
  public InitResult<Integer> init() {
    return ok(1);
  }

  @Override
  public CallResult<Integer> handleCall(Get get, From from, Integer state) {
    return reply(get, state, state);
  }

  @Override
  public CastResult<Integer> handleCast(Told told, Integer state) {
    if (told == Told.COUNT) {
      return noReply(state);
    }
    throw new IllegalStateException("told to crash");
  }

  /** One that tells a process of its start. */
  static final class Announced extends Counter {

    private final Pid to;

    Announced(Pid to) {
      this.to = to;
    }

    @Override
    public InitResult<Integer> init() {
      Processes.send(to, Processes.self());
      return super.init();
    }
  }
}
