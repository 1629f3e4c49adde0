package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.Node;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits within its machine, and what goes along with it.
 *
 * @param context null: nothing
 */
record Queued<Q extends Call<?, ?>, E extends Cast<?>>(
    StateEvent<Q, E> event, @Nullable Snapshot context) {

  /** Returns the event with what the machine has now, whose process the caller is. */
  static <Q extends Call<?, ?>, E extends Cast<?>> Queued<Q, E> here(StateEvent<Q, E> event) {
    return new Queued<>(event, Node.current().kernel().context());
  }
}
