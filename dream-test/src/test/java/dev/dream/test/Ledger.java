package dev.dream.test;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Processes;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what it is told, in the order in which it came. */
record Ledger(String label) implements GenServer<List<Integer>, Ledger.Entries, Ledger.Entry> {

  /** Asks for all entries. */
  record Entries() implements Call<Ledger, List<Integer>> {}

  /** One more. */
  record Entry(int number) implements Cast<Ledger> {}

  @Override
  public InitResult<List<Integer>> init() {
    Processes.label(label);
    return ok(List.of());
  }

  @Override
  public CallResult<List<Integer>> handleCall(Entries request, From from, List<Integer> entries) {
    return reply(request, entries, entries);
  }

  @Override
  public CastResult<List<Integer>> handleCast(Entry event, List<Integer> entries) {
    return noReply(Stream.concat(entries.stream(), Stream.of(event.number())).toList());
  }
}
