package dev.dream.model;

import static dev.dream.model.ProcessModel.MAIN;

import dev.dream.model.ProcessOperation.Burst;
import dev.dream.model.ProcessOperation.Demonitor;
import dev.dream.model.ProcessOperation.Exit;
import dev.dream.model.ProcessOperation.ExitSignal;
import dev.dream.model.ProcessOperation.Link;
import dev.dream.model.ProcessOperation.Monitor;
import dev.dream.model.ProcessOperation.MonitorName;
import dev.dream.model.ProcessOperation.Raise;
import dev.dream.model.ProcessOperation.Register;
import dev.dream.model.ProcessOperation.Return;
import dev.dream.model.ProcessOperation.Send;
import dev.dream.model.ProcessOperation.SendToName;
import dev.dream.model.ProcessOperation.Spawn;
import dev.dream.model.ProcessOperation.TakeMail;
import dev.dream.model.ProcessOperation.TrapExit;
import dev.dream.model.ProcessOperation.Unlink;
import dev.dream.model.ProcessOperation.Unregister;
import dev.dream.model.ProcessOperation.Whereis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random graphs of links, monitors and names, and what happens to them. */
final class RandomProcesses {

  private static final List<String> NAMES = List.of("a", "b", "c");

  private final Dice dice;
  private final ProcessModel model = new ProcessModel();
  private final List<ProcessOperation> operations = new ArrayList<>();
  private final Map<String, List<String>> refs = new HashMap<>();
  private int spawned;

  private RandomProcesses(long seed) {
    dice = new Dice(seed);
  }

  /** Returns the operations of this seed. */
  static List<ProcessOperation> of(long seed) {
    return new RandomProcesses(seed).generate();
  }

  private List<ProcessOperation> generate() {
    for (int left = dice.number(2, 6); left > 0; left--) {
      add(spawn(MAIN));
    }
    for (int left = dice.number(3, 12); left > 0; left--) {
      String actor = actor();
      add(dice.percent(60) ? new Link(actor, target()) : monitor(actor));
    }
    for (int left = dice.number(5, 20); left > 0; left--) {
      add(operation());
    }
    model.processes().forEach(process -> add(new TakeMail(process)));
    return operations;
  }

  /** Plays it on a model too, so as to know who lives. */
  private void add(ProcessOperation operation) {
    operations.add(operation);
    var unused = model.play(operation);
  }

  private ProcessOperation operation() {
    String actor = actor();
    if (dice.percent(10)) {
      List<Send> sends = new ArrayList<>();
      for (int left = dice.number(1, 3); left > 0; left--) {
        sends.add(send(actor));
      }
      return new Burst(actor, sends, single(actor));
    }
    return single(actor);
  }

  private ProcessOperation single(String actor) {
    return switch (dice.number(0, 19)) {
      case 0 -> spawn(actor);
      case 1 -> new TrapExit(actor, dice.percent(50));
      case 2, 3 -> new Link(actor, target());
      case 4, 5 -> new Unlink(actor, target());
      case 6, 7 -> monitor(actor);
      case 8 -> new MonitorName(actor, dice.oneOf(NAMES), ref(actor));
      case 9 -> demonitor(actor);
      case 10 -> send(actor);
      case 11 -> new SendToName(actor, dice.oneOf(NAMES), text());
      case 12, 13 -> new ExitSignal(actor, target(), dice.reason());
      case 14 -> end(actor);
      case 15, 16 -> new Register(actor, dice.oneOf(NAMES), target());
      case 17 -> new Unregister(actor, dice.oneOf(NAMES));
      case 18 -> new Whereis(actor, dice.oneOf(NAMES));
      default -> new TakeMail(actor);
    };
  }

  private Spawn spawn(String actor) {
    spawned++;
    String ref = dice.percent(25) ? ref(actor) : null;
    boolean isLinked = ref == null && dice.percent(30);
    return new Spawn(actor, "p" + spawned, dice.percent(40), isLinked, ref);
  }

  private Send send(String actor) {
    return new Send(actor, target(), text());
  }

  private Monitor monitor(String actor) {
    return new Monitor(actor, target(), ref(actor));
  }

  private ProcessOperation demonitor(String actor) {
    List<String> known = refs.getOrDefault(actor, List.of());
    return known.isEmpty()
        ? monitor(actor)
        : new Demonitor(actor, dice.oneOf(known), dice.percent(50));
  }

  private ProcessOperation end(String actor) {
    return switch (dice.number(0, 2)) {
      case 0 -> new Raise(actor, "r");
      case 1 -> new Return(actor);
      default -> new Exit(actor, dice.reason());
    };
  }

  private String ref(String actor) {
    List<String> known = refs.computeIfAbsent(actor, _ -> new ArrayList<>());
    known.add("%s-m%d".formatted(actor, known.size() + 1));
    return known.getLast();
  }

  private String text() {
    return "text" + operations.size() + "." + dice.number(0, 99);
  }

  /** Returns who does it: the living, mostly. */
  private String actor() {
    List<String> living = model.processes().stream().filter(model::isAlive).toList();
    return living.isEmpty() || dice.percent(5) ? anybody() : dice.oneOf(living);
  }

  /** Returns to whom it is done: often the living. */
  private String target() {
    return dice.percent(20) ? anybody() : actor();
  }

  private String anybody() {
    return dice.oneOf(model.processes());
  }
}
