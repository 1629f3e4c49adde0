package dev.dream.model;

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
import dev.dream.process.Address;
import dev.dream.process.Body;
import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Monitored;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each operation is in the engine, done by the actor's process. */
final class ProcessDeeds {

  /** The messages that the last operation took out of a mailbox. */
  volatile List<Event> taken = List.of();

  private final Incarnations names;
  private final Witness witness;
  private final Map<String, Ref> refs = new ConcurrentHashMap<>();
  private final Map<Ref, String> refNames = new ConcurrentHashMap<>();

  ProcessDeeds(Incarnations names, Witness witness) {
    this.names = names;
    this.witness = witness;
  }

  /** A message of the run. */
  private record Text(String from, String text) {}

  String perform(ProcessOperation operation) throws Exception {
    return switch (operation) {
      case Spawn spawn -> spawn(spawn);
      case TrapExit(_, boolean traps) -> String.valueOf(Processes.trapExit(traps));
      case Link(_, String to) -> done(() -> Processes.link(names.latest(to)));
      case Unlink(_, String to) -> done(() -> Processes.unlink(names.latest(to)));
      case Monitor(_, String to, String ref) ->
          done(() -> monitored(ref, Processes.monitor(names.latest(to))));
      case MonitorName(_, String name, String ref) ->
          done(() -> monitored(ref, Processes.monitor(new Name(name))));
      case Demonitor(_, String ref, boolean flush) ->
          String.valueOf(
              flush ? Processes.demonitorFlush(refs.get(ref)) : Processes.demonitor(refs.get(ref)));
      case Send send ->
          done(() -> Processes.send(names.latest(send.to()), new Text(send.actor(), send.text())));
      case SendToName(String actor, String name, String text) ->
          done(() -> Processes.send(name, new Text(actor, text)));
      case ExitSignal(_, String to, ExitReason reason) ->
          done(() -> Processes.exit(names.latest(to), reason));
      case Exit(_, ExitReason reason) -> throw Processes.exit(reason);
      case Raise(_, String message) -> throw new Puppet.Raised(message);
      case Return _ -> throw new Puppet.Returned();
      case Register(_, String name, String of) -> done(() -> register(name, names.latest(of)));
      case Unregister(_, String name) -> done(() -> Processes.unregister(name));
      case Whereis(_, String name) -> Processes.whereis(name).map(names::shown).orElse("nobody");
      case IsAlive(_, String of) -> String.valueOf(Processes.alive(names.latest(of)));
      case Links(_, String of) -> links(names.latest(of));
      case TakeMail _ -> done(() -> taken = takeMail());
      case Burst(_, List<Send> first, ProcessOperation last) -> {
        for (Send send : first) {
          perform(send);
        }
        yield perform(last);
      }
    };
  }

  private static String done(Runnable action) {
    action.run();
    return "ok";
  }

  private String spawn(Spawn spawn) {
    Body body = () -> Puppet.live(spawn.traps());
    if (spawn.ref() != null) {
      Monitored child = Processes.spawnMonitor(body);
      monitored(spawn.ref(), child.ref());
      names.begin(spawn.name(), child.pid());
    } else {
      names.begin(spawn.name(), spawn.linked() ? Processes.spawnLink(body) : Processes.spawn(body));
    }
    return "ok";
  }

  private void monitored(String name, Ref ref) {
    refs.put(name, ref);
    refNames.put(ref, name);
  }

  private void register(String name, Pid pid) {
    Processes.register(name, pid);
    witness.named(name, pid);
  }

  private String links(Pid pid) {
    return Node.current().info(pid).map(ProcessInfo::links).orElse(List.of()).stream()
        .map(names::shown)
        .sorted()
        .toList()
        .toString();
  }

  private List<Event> takeMail() {
    List<Event> messages = new ArrayList<>();
    Object message = Processes.receive(Duration.ZERO);
    while (!(message instanceof Timeout)) {
      messages.add(event(message));
      message = Processes.receive(Duration.ZERO);
    }
    return messages;
  }

  private Event event(Object message) {
    return switch (message) {
      case Text(String from, String text) -> new Event(0, from, text, false);
      case dev.dream.process.Exit(Pid from, ExitReason reason) ->
          new Event(
              0,
              names.shown(from),
              "EXIT %s %s".formatted(names.shown(from), Words.of(reason)),
              true);
      case Down down -> down(down);
      case Object other -> new Event(0, "a stranger", other.toString(), false);
    };
  }

  /** The DOWN of a name does not tell whose it was: the engine has no stream for it but this. */
  private Event down(Down down) {
    String object = shown(names, down.object());
    String ref = refNames.get(down.ref());
    return new Event(
        0, object, "DOWN %s %s %s".formatted(ref, object, Words.of(down.reason())), true);
  }

  static String shown(Incarnations names, Address address) {
    return switch (address) {
      case Pid pid -> names.shown(pid);
      case Name name -> "name " + name.value();
      case Address other -> other.toString();
    };
  }
}
