package dev.dream.task;

import dev.dream.process.ExitReason;
import dev.dream.task.StreamSignal.Ended;
import dev.dream.task.StreamSignal.Full;
import dev.dream.task.StreamSignal.Replied;
import dev.dream.task.StreamSignal.Spawned;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way through tasks. Lazy: nothing runs before the first result is asked for, by the
 * process that is the owner from then on; and items are taken as tasks become free. Elixir: {@code
 * Task.Supervised.stream}.
 */
final class AsyncStream<I, T extends @Nullable Object> implements Spliterator<StreamResult<I, T>> {

  private final Iterable<? extends I> input;
  private final TaskFunction<? super I, ? extends T> function;
  private final StreamOptions options;
  private final Spawner spawner;
  private final Map<Integer, Item<I, T>> waiting = new HashMap<>();
  private @Nullable Iterator<? extends I> items;
  private @Nullable StreamLine line;
  private boolean finished;
  private int spawned;
  private int delivered;
  private int running;

  private AsyncStream(
      Iterable<? extends I> input,
      TaskFunction<? super I, ? extends T> function,
      StreamOptions options,
      Spawner spawner) {
    this.input = input;
    this.function = function;
    this.options = options;
    this.spawner = spawner;
  }

  /** An item whose result has not been delivered: its reply, then what that and the end mean. */
  private record Item<I, T extends @Nullable Object>(
      I input, @Nullable Replied reply, @Nullable StreamResult<I, T> result) {}

  static <I, T extends @Nullable Object> Stream<StreamResult<I, T>> of(
      Iterable<? extends I> input,
      TaskFunction<? super I, ? extends T> function,
      StreamOptions options,
      Spawner spawner) {
    AsyncStream<I, T> stream = new AsyncStream<>(input, function, options, spawner);
    return StreamSupport.stream(stream, false).onClose(stream::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super StreamResult<I, T>> action) {
    StreamResult<I, T> result = finished ? null : next(open());
    if (result == null) {
      close();
      return false;
    }
    orClose(
        () -> {
          action.accept(result);
          return true;
        });
    return true;
  }

  private StreamLine open() {
    StreamLine known = line;
    if (known == null) {
      known = new StreamLine(options.timeout(), spawner);
      line = known;
    }
    known.requireOwner();
    return known;
  }

  /** Returns the next result, or null if there is none any more. */
  private @Nullable StreamResult<I, T> next(StreamLine open) {
    StreamResult<I, T> result = nextInOrder();
    while (result == null) {
      boolean started = running < options.maxConcurrency() && startNext(open);
      if (!started && running == 0) {
        return null;
      }
      StreamResult<I, T> ended = started ? null : handle(open.next(), open);
      result = options.ordered() ? nextInOrder() : ended;
    }
    delivered++;
    return result;
  }

  private @Nullable StreamResult<I, T> nextInOrder() {
    Item<I, T> due = options.ordered() ? waiting.get(delivered) : null;
    if (due == null || due.result() == null) {
      return null;
    }
    waiting.remove(delivered);
    return due.result();
  }

  /** Starts a task for the next item; returns false if there is none. */
  private boolean startNext(StreamLine open) {
    Optional<Item<I, T>> found = orClose(this::takeItem);
    found.ifPresent(
        item -> {
          open.spawn(spawned, () -> function.apply(item.input()));
          waiting.put(spawned++, item);
          running++;
        });
    return found.isPresent();
  }

  private Optional<Item<I, T>> takeItem() {
    if (items == null) {
      items = input.iterator();
    }
    return items.hasNext() ? Optional.of(new Item<>(items.next(), null, null)) : Optional.empty();
  }

  /** Takes note of a signal; returns the result of a task that has ended. */
  private @Nullable StreamResult<I, T> handle(StreamSignal signal, StreamLine open) {
    switch (signal) {
      case Replied reply ->
          waiting.computeIfPresent(
              reply.position(), (_, item) -> new Item<>(item.input(), reply, null));
      case Ended end -> {
        return ended(end, open);
      }
      case Spawned _, Full _ -> {} // taken when they were asked for
    }
    return null;
  }

  private @Nullable StreamResult<I, T> ended(Ended end, StreamLine open) {
    running--;
    Item<I, T> item = waiting.remove(end.position());
    if (item == null) {
      return null;
    }
    StreamResult<I, T> result = result(item, end, open);
    if (options.ordered()) {
      waiting.put(end.position(), new Item<>(item.input(), item.reply(), result));
    }
    return result;
  }

  /** A task that had replied has succeeded, however it ended. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the function returned it
  private StreamResult<I, T> result(Item<I, T> item, Ended end, StreamLine open) {
    Replied reply = item.reply();
    if (reply != null) {
      return new StreamResult.Ok<>((T) reply.value());
    }
    if (!end.timedOut()) {
      return new StreamResult.Exit<>(item.input(), end.reason());
    }
    if (options.onTimeout() == OnTimeout.KILL_TASK) {
      return new StreamResult.Exit<>(item.input(), ExitReason.TIMEOUT);
    }
    finished = true;
    open.abandon();
    throw TaskException.timedOut(
        "async stream: the task of item " + (end.position() + 1), options.timeout());
  }

  /** Runs what is not the stream's own code; what that throws closes the stream. */
  private <R> R orClose(Supplier<R> foreign) {
    try {
      return foreign.get();
    } catch (Throwable thrown) {
      close();
      throw thrown;
    }
  }

  private void close() {
    finished = true;
    if (line != null) {
      line.close();
    }
  }

  @Override
  public @Nullable Spliterator<StreamResult<I, T>> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return NONNULL | ORDERED;
  }
}
