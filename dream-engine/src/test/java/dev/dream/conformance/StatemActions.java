package dev.dream.conformance;

import dev.dream.genserver.From;
import dev.dream.statem.Action;
import dev.dream.statem.Action.OnEnter;
import dev.dream.statem.StateEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The actions that a script asks of a state machine. */
final class StatemActions {

  private final StatemProbe machine;

  StatemActions(StatemProbe machine) {
    this.machine = machine;
  }

  /** All, the reply first. */
  Action[] of(Script script, @Nullable From from) {
    List<Action> all = new ArrayList<>();
    if (from != null && script.field("value") instanceof JsonNode value && !value.isMissingNode()) {
      all.add(reply(script, from, value));
    }
    for (JsonNode action : script.field("actions")) {
      if (!action.isString() || !action.asString().equals("hibernate")) {
        all.add(of(action));
      }
    }
    return all.toArray(Action[]::new);
  }

  /** Those of an enter call. */
  OnEnter[] onEnter(Script script) {
    return List.of(of(script, null)).toArray(OnEnter[]::new);
  }

  Action.Reply reply(Script script, From from, JsonNode value) {
    JsonNode answer = script.value(value);
    return machine.reply(from, new Probe.Ask(value), answer);
  }

  private Action of(JsonNode action) {
    if (action.isString()) {
      return machine.postpone();
    }
    String what = action.propertyNames().iterator().next();
    JsonNode with = action.get(what);
    return switch (what) {
      case "next_event" -> machine.nextEvent(event(with.get(0).asString(), with.get(1)));
      case "state_timeout" -> machine.stateTimeout(millis(with.get(0)), with.get(1));
      case "timeout" -> machine.eventTimeout(millis(with.get(0)), with.get(1));
      case "timer" -> machine.timeout(with.get(0).asString(), millis(with.get(1)), with.get(2));
      case "cancel" -> cancel(with.asString());
      default -> throw new IllegalArgumentException("unknown action " + what);
    };
  }

  private OnEnter cancel(String which) {
    return switch (which) {
      case "state_timeout" -> machine.cancelStateTimeout();
      case "timeout" -> machine.cancelEventTimeout();
      default -> machine.cancelTimeout(which);
    };
  }

  private static StateEvent<Probe.Ask, Probe.Scripted> event(String type, JsonNode script) {
    return switch (type) {
      case "internal" -> new StateEvent.Internal<>(script);
      case "cast" -> new StateEvent.Casted<>(new Probe.Scripted(script));
      case "info" -> new StateEvent.Info<>(new Probe.Info(script));
      default -> throw new IllegalArgumentException("unknown event type " + type);
    };
  }

  private static Duration millis(JsonNode json) {
    return Script.timeout(json, 0);
  }
}
