package dev.dream.registry;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Exit;
import dev.dream.process.Processes;

/**
 * The process that those who register are linked to: its end takes them down, theirs does nothing
 * to it. Not the registry's own process, whose links are between it and its parent. Elixir: {@code
 * Registry.Partition}.
 */
final class Partition implements GenServer<Boolean, Call<Partition, ?>, Cast<Partition>> {

  @Override
  public InitResult<Boolean> init() {
    Processes.trapExit(true);
    return ok(true);
  }

  @Override
  public CastResult<Boolean> handleInfo(Object message, Boolean state) throws Exception {
    return message instanceof Exit ? noReply(state) : GenServer.super.handleInfo(message, state);
  }
}
