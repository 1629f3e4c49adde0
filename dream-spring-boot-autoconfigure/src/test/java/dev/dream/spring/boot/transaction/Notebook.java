package dev.dream.spring.boot.transaction;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what it is told, in order. */
final class Notebook implements GenServer<List<String>, Notebook.Notes, Notebook.Note> {

  record Notes() implements Call<Notebook, List<String>> {}

  record Note(String text) implements Cast<Notebook> {}

  @Override
  public InitResult<List<String>> init() {
    return ok(List.of());
  }

  @Override
  public CallResult<List<String>> handleCall(Notes request, From from, List<String> notes) {
    return reply(request, notes, notes);
  }

  @Override
  public CastResult<List<String>> handleCast(Note event, List<String> notes) {
    return noReply(with(notes, event.text()));
  }

  @Override
  public CastResult<List<String>> handleInfo(Object message, List<String> notes) {
    return noReply(with(notes, "info " + message));
  }

  private static List<String> with(List<String> notes, String last) {
    return Stream.concat(notes.stream(), Stream.of(last)).toList();
  }
}
