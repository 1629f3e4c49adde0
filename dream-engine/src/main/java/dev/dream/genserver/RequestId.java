package dev.dream.genserver;

import dev.dream.process.Delivery;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that was sent and may be waited for later, any number of times. Made by {@link
 * ServerRef#sendRequest(Call)}. Erlang: {@code gen_server:request_id()}.
 *
 * <p>The reply never comes through the mailbox, so there is no message to check. Once there is a
 * reply or a failure, it stays: each later look returns it again, where Erlang would wait in vain.
 *
 * <p>May be used from any thread, by one at a time. {@code collected} is guarded by this object;
 * {@code handled} is written by whoever looks at the request and read by its collection; all else
 * is the {@link ReplySlot}'s.
 *
 * @param <R> the answer
 */
public final class RequestId<R> {

  private final Node node;
  private final ServerRef<?> server;
  private final Call<?, R> request;
  private final ReplySlot slot;
  private boolean collected;
  private volatile boolean handled;

  RequestId(Node node, ServerRef<?> server, Call<?, R> request, ReplySlot slot) {
    this.node = node;
    this.server = server;
    this.request = request;
    this.slot = slot;
  }

  /**
   * Waits so long for the reply, and may be called again if none came. Erlang: {@code
   * wait_response/2}.
   *
   * @throws CallException if the thread, which is no process's, is interrupted; the request stays
   */
  public Response<R> waitResponse(Duration limit) {
    Response<R> response = response(slot.peek(limit));
    if (!(response instanceof Response.NoReply)) {
      handled = true;
    }
    return response;
  }

  /**
   * Waits so long for the reply, and then gives the request up: a later reply is dropped. Erlang:
   * {@code receive_response/2}.
   *
   * @throws CallException if the thread, which is no process's, is interrupted; the request is
   *     given up
   */
  public Response<R> receiveResponse(Duration limit) {
    Outcome outcome;
    try {
      outcome = slot.peek(limit);
    } finally {
      handled = true;
      slot.abandon();
    }
    // An answer that came before it was given up counts: later looks find it, too.
    return response(outcome instanceof Outcome.Interrupted ? outcome : slot.peek(Duration.ZERO));
  }

  /** Returns what there is, without waiting. Erlang: {@code check_response/2}. */
  public Response<R> checkResponse() {
    return waitResponse(Duration.ZERO);
  }

  /** Returns who was asked. */
  public ServerRef<?> server() {
    return server;
  }

  ReplySlot slot() {
    return slot;
  }

  /** Takes note that a collection has it. */
  synchronized void collect() {
    if (collected) {
      throw new IllegalArgumentException(
          "add " + this + " failed: it is in a collection already; send another request");
    }
    collected = true;
  }

  /** Returns whether its response has been returned to somebody, or it was given up. */
  boolean isHandled() {
    return handled;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // handleCall's reply was checked against the request
  private Response<R> response(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(@Nullable Object value) -> new Response.Reply<>((R) value);
      case Outcome.Exited(var reason) -> new Response.Failed<>(reason, server);
      case Outcome.TimedOut() -> new Response.NoReply<>();
      case Outcome.NotDelivered(Delivery why) ->
          new Response.Failed<>(ExitReason.error(why.toString()), server);
      case Outcome.Interrupted(), Outcome.Deadlock _ ->
          throw CallException.of(
              node, "wait for " + request, server.address(), Duration.ZERO, outcome);
    };
  }

  @Override
  public String toString() {
    return "RequestId[" + request + " to " + server.address() + "]";
  }
}
