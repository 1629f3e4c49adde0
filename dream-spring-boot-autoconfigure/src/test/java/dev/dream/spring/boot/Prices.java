package dev.dream.spring.boot;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Processes;

/** Loads for as long as it is not told what became of that. */
public final class Prices implements GenServer<Integer, Prices.Get, Cast<Prices>> {

  public record Get() implements Call<Prices, Integer> {}

  public record Loaded(int price) {}

  @Override
  public InitResult<Integer> init() {
    return ok(0).thenContinue("load");
  }

  @Override
  public CastResult<Integer> handleContinue(Object continuation, Integer none) {
    return noReply(((Loaded) Processes.receive(Loaded.class::isInstance)).price());
  }

  @Override
  public CallResult<Integer> handleCall(Get get, From from, Integer price) {
    return reply(get, price, price);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer price) {
    throw new IllegalStateException("crashed by " + message);
  }
}
