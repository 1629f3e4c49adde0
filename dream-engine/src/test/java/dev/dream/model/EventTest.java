package dev.dream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

  @Test
  void turnsFollowEachOther() {
    var model = List.of(said(1, "p1", "x"), said(2, "p2", "y"));
    assertThat(Event.agree(model, List.of(said(0, "p1", "x"), said(0, "p2", "y")))).isTrue();
    assertThat(Event.agree(model, List.of(said(0, "p2", "y"), said(0, "p1", "x")))).isFalse();
  }

  @Test
  void whatSeveralSendInOneTurnComesInAnyOrder() {
    var model = List.of(said(1, "p1", "x"), said(1, "p2", "y"));
    assertThat(Event.agree(model, List.of(said(0, "p2", "y"), said(0, "p1", "x")))).isTrue();
  }

  @Test
  void whatOneSendsInOneTurnComesInOrder() {
    var model = List.of(said(1, "p1", "x"), said(1, "p1", "a"));
    assertThat(Event.agree(model, List.of(said(0, "p1", "x"), said(0, "p1", "a")))).isTrue();
    assertThat(Event.agree(model, List.of(said(0, "p1", "a"), said(0, "p1", "x")))).isFalse();
  }

  @Test
  void theNoticesOfOneDeathComeInAnyOrderButAfterTheMessages() {
    var model = List.of(said(1, "p1", "x"), notice(1, "EXIT"), notice(1, "DOWN"));
    assertThat(
            Event.agree(model, List.of(said(0, "p1", "x"), notice(0, "DOWN"), notice(0, "EXIT"))))
        .isTrue();
    assertThat(
            Event.agree(model, List.of(notice(0, "EXIT"), said(0, "p1", "x"), notice(0, "DOWN"))))
        .isFalse();
  }

  @Test
  void nothingMayBeMissing() {
    assertThat(Event.agree(List.of(said(1, "p1", "x")), List.of())).isFalse();
    assertThat(Event.agree(List.of(), List.of(said(0, "p1", "x")))).isFalse();
  }

  private static Event said(int turn, String stream, String text) {
    return new Event(turn, stream, text, false);
  }

  private static Event notice(int turn, String text) {
    return new Event(turn, "p1", text, true);
  }
}
