package dev.dream.spring.boot.test.shop;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;

/** Sums up. */
public record Till(Bank bank) implements GenServer<Integer, Till.Add, Till.Break> {

  /** Adds, and returns the sum. */
  public record Add(int amount) implements Call<Till, Integer> {}

  /** Makes it crash. */
  public record Break() implements Cast<Till> {}

  @Override
  public InitResult<Integer> init() {
    return ok(0);
  }

  @Override
  public CallResult<Integer> handleCall(Add request, From from, Integer sum) {
    int more = sum + bank.pay(request.amount());
    return reply(request, more, more);
  }

  @Override
  public CastResult<Integer> handleCast(Break event, Integer sum) {
    throw new IllegalStateException("broken");
  }
}
