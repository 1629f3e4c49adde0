package dev.dream.model;

import dev.dream.model.ModelProcess.Watched;
import dev.dream.model.ProcessOperation.Burst;
import dev.dream.model.ProcessOperation.Demonitor;
import dev.dream.model.ProcessOperation.Exit;
import dev.dream.model.ProcessOperation.ExitSignal;
import dev.dream.model.ProcessOperation.IsAlive;
import dev.dream.model.ProcessOperation.Link;
import dev.dream.model.ProcessOperation.Links;
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
import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Processes as OTP has them. At first there is one, {@code main}, which traps exits. */
final class ProcessModel implements World<ProcessOperation> {

  static final String MAIN = "main";

  private final SignalRules rules;
  private final SortedMap<String, String> reported = new TreeMap<>();
  private final Set<String> refs = new HashSet<>();
  private List<Event> taken = List.of();

  ProcessModel() {
    this(new SignalRules());
  }

  ProcessModel(SignalRules rules) {
    this.rules = rules;
    rules.processes.put(MAIN, new ModelProcess(MAIN, true));
  }

  @Override
  public Observation play(ProcessOperation operation) {
    ModelProcess actor = process(operation.actor());
    rules.nextTurn();
    taken = List.of();
    String result = actor.isAlive() ? performOrRefuse(operation, actor) : "died";
    return new Observation(
        actor.isAlive() ? result : "died", actor.isAlive() ? taken : List.of(), exits(), state());
  }

  /** Returns all that were ever started, sorted. */
  List<String> processes() {
    return List.copyOf(rules.processes.keySet());
  }

  /** Returns whether a process has not ended. */
  boolean isAlive(String name) {
    return process(name).isAlive();
  }

  private String performOrRefuse(ProcessOperation operation, ModelProcess actor) {
    try {
      return perform(operation, actor);
    } catch (SignalRules.Refused refused) {
      return "raised " + refused.getMessage();
    }
  }

  private String perform(ProcessOperation operation, ModelProcess actor) {
    return switch (operation) {
      case Spawn spawn -> spawn(spawn, actor);
      case TrapExit(_, boolean traps) -> {
        boolean before = actor.traps;
        actor.traps = traps;
        yield String.valueOf(before);
      }
      case Link(_, String to) -> done(() -> rules.link(actor, process(to)));
      case Unlink(_, String to) -> done(() -> rules.unlink(actor, process(to)));
      case Monitor(_, String to, String ref) ->
          done(() -> monitor(actor, ref, new Watched(process(to).name, to)));
      case MonitorName(_, String name, String ref) ->
          done(() -> monitor(actor, ref, new Watched(holder(name), "name " + name)));
      case Demonitor(_, String ref, boolean flush) ->
          String.valueOf(rules.demonitor(actor, known(ref), flush));
      case Send(_, String to, String text) -> done(() -> rules.send(process(to), actor, text));
      case SendToName(_, String name, String text) ->
          done(() -> rules.send(rules.named(name), actor, text));
      case ExitSignal(_, String to, ExitReason reason) ->
          done(() -> rules.exit(process(to), actor, reason));
      case Exit(_, ExitReason reason) -> done(() -> rules.end(actor, reason));
      case Raise(_, String message) -> done(() -> rules.end(actor, ExitReason.error(message)));
      case Return _ -> done(() -> rules.end(actor, ExitReason.NORMAL));
      case Register(_, String name, String of) -> done(() -> rules.register(name, process(of)));
      case Unregister(_, String name) -> done(() -> rules.names.values().remove(rules.named(name)));
      case Whereis(_, String name) -> holder(name);
      case IsAlive(_, String of) -> String.valueOf(process(of).isAlive());
      case Links(_, String of) -> process(of).links.toString();
      case TakeMail _ -> done(() -> taken = actor.takeMail());
      case Burst(_, List<Send> first, ProcessOperation last) -> {
        first.forEach(send -> process(send.to()));
        first.forEach(send -> perform(send, actor));
        yield perform(last, actor);
      }
    };
  }

  private static String done(Runnable action) {
    action.run();
    return "ok";
  }

  private String spawn(Spawn spawn, ModelProcess parent) {
    ModelProcess child = new ModelProcess(spawn.name(), spawn.traps());
    rules.processes.put(spawn.name(), child);
    if (spawn.linked()) {
      rules.link(parent, child);
    }
    if (spawn.ref() != null) {
      monitor(parent, spawn.ref(), new Watched(spawn.name(), spawn.name()));
    }
    return "ok";
  }

  private void monitor(ModelProcess watcher, String ref, Watched watched) {
    refs.add(ref);
    rules.monitor(watcher, ref, watched);
  }

  private String known(String ref) {
    if (!refs.contains(ref)) {
      throw new NeverStarted(ref);
    }
    return ref;
  }

  private ModelProcess process(String name) {
    ModelProcess process = rules.processes.get(name);
    if (process == null) {
      throw new NeverStarted(name);
    }
    return process;
  }

  private String holder(String name) {
    ModelProcess holder = rules.names.get(name);
    return holder == null ? "nobody" : holder.name;
  }

  private SortedMap<String, String> exits() {
    SortedMap<String, String> exits = new TreeMap<>();
    for (ModelProcess process : rules.processes.values()) {
      if (!process.isAlive() && !reported.containsKey(process.name)) {
        exits.put(process.name, Words.of(process.ended));
      }
    }
    reported.putAll(exits);
    return exits;
  }

  private List<String> state() {
    List<String> lines = new ArrayList<>();
    for (ModelProcess process : rules.processes.values()) {
      if (process.isAlive()) {
        lines.add(process.portrait(nameOf(process)).toString());
      }
    }
    return lines;
  }

  private String nameOf(ModelProcess process) {
    return rules.names.keySet().stream()
        .filter(name -> rules.names.get(name) == process)
        .findFirst()
        .orElse(null);
  }
}
