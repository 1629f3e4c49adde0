package dev.dream.spring.boot.autoconfigure;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.BackoffChange;
import dev.dream.supervisor.Backoff;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes how long the restarts of a child wait. */
final class BackoffValues {

  private BackoffValues() {}

  /** Returns the changed backoff of a child, or a new one if it has none. */
  static Backoff apply(ChildPlace child, @Nullable Backoff own, BackoffChange change) {
    if (own == null && (change.initialInterval() == null || change.maxInterval() == null)) {
      throw child.failure(
          "backoff",
          "the bean says nothing of a backoff, so that initial-interval and max-interval are both"
              + " needed",
          "Add the two, or the one that is missing.");
    }
    ChildPlace place = child.at("backoff");
    Backoff backoff = intervals(place, own, change.initialInterval(), change.maxInterval());
    backoff = place.set("multiplier", change.multiplier(), backoff, Backoff::multiplier);
    backoff = place.set("jitter", change.jitter(), backoff, Backoff::jitter);
    return place.set("reset-after", change.resetAfter(), backoff, Backoff::resetAfter);
  }

  /** Returns the backoff with both intervals changed at once: each is a bound for the other. */
  private static Backoff intervals(
      ChildPlace place, @Nullable Backoff own, @Nullable Duration initial, @Nullable Duration max) {
    Duration first = initial == null ? Objects.requireNonNull(own).initialInterval() : initial;
    Duration last = max == null ? Objects.requireNonNull(own).maxInterval() : max;
    Backoff equal =
        place.set(
            "initial-interval",
            first,
            Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            (_, time) -> Backoff.exponential(time, time));
    return place.set(
        max == null ? "initial-interval" : "max-interval",
        last,
        equal,
        (_, time) ->
            own == null
                ? Backoff.exponential(first, time)
                : new Backoff(first, time, own.multiplier(), own.jitter(), own.resetAfter()));
  }
}
