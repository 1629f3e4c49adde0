package dev.dream.genserver;

import dev.dream.process.Deadline;
import dev.dream.process.ExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * How a call to several servers at once went, each list in the order of the servers. Elixir: what
 * {@code GenServer.multi_call} returns.
 *
 * @param <G> the server
 * @param <R> the answer
 * @param replies who answered what
 * @param failures who did not answer, and why
 */
public record MultiCall<G, R>(List<Reply<G, R>> replies, List<Failure<G>> failures) {

  /** Keeps copies of the lists. */
  public MultiCall {
    replies = List.copyOf(replies);
    failures = List.copyOf(failures);
  }

  /**
   * One server's answer.
   *
   * @param server who
   * @param answer what
   */
  public record Reply<G, R>(ServerRef<G> server, R answer) {}

  /**
   * One server that did not answer.
   *
   * @param server who
   * @param reason why it ended; {@link ExitReason#NOPROC} if there is none, {@link
   *     ExitReason#TIMEOUT} if it was too slow, {@link ExitReason#CALLING_SELF} if it is the caller
   */
  public record Failure<G>(ServerRef<G> server, ExitReason reason) {}

  static <G, R> MultiCall<G, R> of(
      Collection<ServerRef<G>> servers, Call<? super G, R> request, Duration limit) {
    List<ServerRef<G>> asked = List.copyOf(servers);
    List<Response<? extends R>> responses = responses(asked, request, limit);
    List<Reply<G, R>> replies = new ArrayList<>();
    List<Failure<G>> failures = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      ServerRef<G> server = asked.get(i);
      switch (responses.get(i)) {
        case Response.Reply<? extends R> reply -> replies.add(new Reply<>(server, reply.answer()));
        case Response.Failed<? extends R> failed ->
            failures.add(new Failure<>(server, failed.reason()));
        case Response.NoReply<? extends R> _ ->
            failures.add(new Failure<>(server, ExitReason.TIMEOUT));
      }
    }
    return new MultiCall<>(replies, failures);
  }

  private static <G, R> List<Response<? extends R>> responses(
      List<ServerRef<G>> servers, Call<? super G, R> request, Duration limit) {
    RequestIds.requireLimit(limit);
    if (servers.isEmpty()) {
      return List.of();
    }
    Deadline deadline = servers.getFirst().node().kernel().deadline(limit);
    List<Response<? extends R>> responses =
        new ArrayList<>(Collections.nCopies(servers.size(), new Response.NoReply<>()));
    RequestIds<Integer, R> ids = new RequestIds<>();
    try {
      for (int i = 0; i < servers.size(); i++) {
        ServerRef<G> server = servers.get(i);
        if (server.isSelf()) {
          responses.set(i, new Response.Failed<>(ExitReason.CALLING_SELF, server));
        } else {
          ids.add(i, server.sendRequest(request));
        }
      }
      while (ids.receiveResponse(deadline.left())
          instanceof
          RequestIds.Handled<Integer, R>(Integer index, Response<? extends R> response)) {
        responses.set(index, response);
      }
    } finally {
      ids.abandon(); // nobody else can, whatever one of the servers' names threw
    }
    return responses;
  }
}
