package dev.dream.test;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.util.List;

/** Breaks when it is told to; enters its name into a list when it ends in order. */
record Fragile(String name, List<String> ended)
    implements GenServer<String, Call<Fragile, ?>, Fragile.Break> {

  /** Says what to break with. */
  record Break(String words) implements Cast<Fragile> {}

  @Override
  public InitResult<String> init() {
    Processes.trapExit(true);
    return ok(name);
  }

  @Override
  public CastResult<String> handleCast(Break event, String state) {
    throw new IllegalStateException(event.words());
  }

  @Override
  public void terminate(ExitReason reason, String state) {
    ended.add(name + " " + reason.kind());
  }
}
