package dev.dream.genserver;

import dev.dream.process.Deadline;
import dev.dream.process.ReplyQueue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests under way, of which whichever is answered first is handled first. Erlang: {@code
 * gen_server:request_id_collection()}.
 *
 * <p>Where Erlang returns a changed collection, this one changes: a request leaves it as soon as
 * its response is returned, also if that was by its own {@link RequestId}. So it always knows when
 * nothing is left. To wait costs the same however many requests there are.
 *
 * <p>Not safe for several threads: it belongs to the process or thread that fills it. Only {@code
 * decided} is shared, with whoever answers; {@link ReplyQueue} says why no answer is overslept.
 *
 * @param <L> what tells the requests apart for their sender
 * @param <R> what all their answers are
 */
public final class RequestIds<L, R> {

  private final ReplyQueue<RequestId<? extends R>> decided = new ReplyQueue<>();
  private final Map<RequestId<? extends R>, L> labels = new LinkedHashMap<>();

  /** Creates an empty collection. Erlang: {@code reqids_new/0}. */
  public RequestIds() {}

  /**
   * What a look at a collection finds.
   *
   * @param <L> the label
   * @param <R> the answer
   */
  public sealed interface Found<L, R> {}

  /**
   * A request has its response and has left the collection.
   *
   * @param label the request's
   * @param response a reply or a failure
   */
  public record Handled<L, R>(L label, Response<? extends R> response) implements Found<L, R> {}

  /** No request of the collection has a response in time. Erlang: timeout, and no_reply. */
  public record NoReply<L, R>() implements Found<L, R> {}

  /** The collection is empty. Erlang: no_request. */
  public record NoRequest<L, R>() implements Found<L, R> {}

  /**
   * A request and its label.
   *
   * @param label what it was added with
   * @param id the request
   */
  public record Labelled<L, R>(L label, RequestId<? extends R> id) {}

  /**
   * Adds a request. Labels may be equal. Erlang: {@code reqids_add/3}.
   *
   * @throws IllegalArgumentException if it is in this or another collection
   */
  public void add(L label, RequestId<? extends R> id) {
    id.collect();
    labels.put(id, label);
    decided.add(id.slot(), id);
  }

  /** Returns how many requests are to be handled. Erlang: {@code reqids_size/1}. */
  public int size() {
    labels.keySet().removeIf(RequestId::isHandled);
    return labels.size();
  }

  /** Returns the requests that are to be handled, the oldest first. Erlang: reqids_to_list/1. */
  public List<Labelled<L, R>> toList() {
    labels.keySet().removeIf(RequestId::isHandled);
    return labels.entrySet().stream()
        .map(entry -> new Labelled<L, R>(entry.getValue(), entry.getKey()))
        .toList();
  }

  /**
   * Waits so long for the first response, and may be called again if none came. Erlang: {@code
   * wait_response/3}.
   *
   * @throws CallException if the thread, which is no process's, is interrupted
   * @throws IllegalStateException if another thread waits for the same collection
   */
  public Found<L, R> waitResponse(Duration limit) {
    requireLimit(limit);
    Deadline deadline = decided.deadline(limit);
    while (true) {
      Optional<Found<L, R>> found = next();
      if (found.isPresent()) {
        return found.get();
      }
      if (labels.isEmpty()) {
        return new NoRequest<>();
      }
      if (!await(deadline.left())) {
        return new NoReply<>();
      }
    }
  }

  /**
   * Waits so long for the first response; if none came, gives all requests up: the collection is
   * empty then, and late replies are dropped. Erlang: {@code receive_response/3}.
   *
   * @throws CallException if the thread, which is no process's, is interrupted
   */
  public Found<L, R> receiveResponse(Duration limit) {
    Found<L, R> found = waitResponse(limit);
    if (found instanceof NoReply<L, R>) {
      abandon();
    }
    return found;
  }

  /** Returns what there is, without waiting. Erlang: {@code check_response/3}. */
  public Found<L, R> checkResponse() {
    return waitResponse(Duration.ZERO);
  }

  /** Gives all requests up: replies that come later are dropped. */
  public void abandon() {
    labels.keySet().forEach(id -> id.slot().abandon());
    labels.clear();
  }

  /** Returns the next response that nobody has seen yet, if there is one. */
  private Optional<Found<L, R>> next() {
    Optional<RequestId<? extends R>> id = decided.poll();
    while (id.isPresent()) {
      L label = labels.remove(id.get());
      if (label != null && !id.get().isHandled()) {
        return Optional.of(new Handled<>(label, id.get().checkResponse()));
      }
      id = decided.poll();
    }
    return Optional.empty();
  }

  static void requireLimit(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative, but was " + limit);
    }
  }

  private boolean await(Duration left) {
    try {
      return decided.await(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CallException.interrupted("wait for " + labels.size() + " requests");
    }
  }
}
