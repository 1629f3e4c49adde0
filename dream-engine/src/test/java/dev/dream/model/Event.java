package dev.dream.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that was to be seen at a place in an order: a message in a mailbox, a line of the log.
 *
 * @param turn when. Turns follow each other; what has the same turn is ordered only within each
 *     stream. Only the model knows turns
 * @param stream whose: the sender, or who wrote the line
 * @param text what
 * @param isNotice whether it is the EXIT or DOWN of one death; OTP does not say which comes first
 */
record Event(int turn, String stream, String text, boolean isNotice) {

  /** Returns whether the engine's order is one that OTP allows. */
  static boolean agree(List<Event> model, List<Event> engine) {
    if (model.size() != engine.size()) {
      return false;
    }
    int from = 0;
    while (from < model.size()) {
      int to = endOfTurn(model, from);
      if (!streams(model.subList(from, to)).equals(streams(engine.subList(from, to)))) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private static int endOfTurn(List<Event> events, int from) {
    int to = from;
    while (to < events.size() && events.get(to).turn == events.get(from).turn) {
      to++;
    }
    return to;
  }

  /** Returns what each stream holds, in order; notices beside each other are sorted. */
  private static SortedMap<String, List<String>> streams(List<Event> turn) {
    SortedMap<String, List<Event>> streams = new TreeMap<>();
    turn.forEach(event -> streams.computeIfAbsent(event.stream, _ -> new ArrayList<>()).add(event));
    SortedMap<String, List<String>> texts = new TreeMap<>();
    streams.forEach((stream, events) -> texts.put(stream, withNoticesSorted(events)));
    return texts;
  }

  private static List<String> withNoticesSorted(List<Event> stream) {
    List<String> texts = new ArrayList<>(stream.stream().map(Event::text).toList());
    int notices = 0;
    for (int i = 0; i < stream.size(); i++) {
      notices = stream.get(i).isNotice ? notices + 1 : 0;
      Collections.sort(texts.subList(i + 1 - Math.max(notices, 1), i + 1));
    }
    return texts;
  }

  @Override
  public String toString() {
    return text;
  }
}
