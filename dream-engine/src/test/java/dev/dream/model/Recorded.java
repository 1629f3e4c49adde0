package dev.dream.model;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * One step of a scenario that was recorded on the BEAM.
 *
 * @param operation what was done
 * @param result what it returned; null if the model does not say
 * @param events what was logged, or taken out of a mailbox
 * @param exits who ended, and why
 * @param order which order of the events the recording vouches for
 */
record Recorded<O>(
    O operation, String result, List<Event> events, SortedMap<String, String> exits, Order order) {

  /** How much of an order there is. */
  enum Order {
    /** As recorded. */
    TOTAL,
    /** Of each stream. */
    OF_STREAMS,
    /** None: the recording has sorted them. */
    NONE
  }

  /** The scenario does something that the model does not know. */
  static final class NotModelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotModelled(Object what) {
      super(String.valueOf(what));
    }
  }

  /** Returns in what the model differs from what the BEAM did, a line for each. */
  List<String> differences(Observation modelled) {
    return Observation.differences(
        new Observation(
            result == null ? null : modelled.result(),
            ordered(modelled.events()),
            modelled.exits(),
            List.of()),
        new Observation(result, ordered(events), exits, List.of()));
  }

  private List<Event> ordered(List<Event> all) {
    return switch (order) {
      case TOTAL -> all;
      case OF_STREAMS -> all.stream().map(event -> inOneTurn(event, event.stream())).toList();
      case NONE ->
          all.stream()
              .sorted(Comparator.comparing(Event::text))
              .map(event -> inOneTurn(event, ""))
              .toList();
    };
  }

  private static Event inOneTurn(Event event, String stream) {
    return new Event(0, stream, event.text(), false);
  }
}
