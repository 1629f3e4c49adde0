package dev.dream.model;

import static dev.dream.model.ProcessModel.MAIN;

import dev.dream.model.ModelServer.Started;
import dev.dream.model.TreeOperation.CallStop;
import dev.dream.model.TreeOperation.CastEnd;
import dev.dream.model.TreeOperation.CountChildren;
import dev.dream.model.TreeOperation.DeleteChild;
import dev.dream.model.TreeOperation.How;
import dev.dream.model.TreeOperation.IsAlive;
import dev.dream.model.TreeOperation.RestartChild;
import dev.dream.model.TreeOperation.Signal;
import dev.dream.model.TreeOperation.Start;
import dev.dream.model.TreeOperation.StartChild;
import dev.dream.model.TreeOperation.Stop;
import dev.dream.model.TreeOperation.TakeMail;
import dev.dream.model.TreeOperation.TerminateChild;
import dev.dream.model.TreeOperation.WhichChildren;
import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Supervision trees as OTP has them, under a process {@code main} that traps exits. */
final class SupervisionModel implements World<TreeOperation>, ModelServer.Parent {

  private final RestartRules rules;
  private final Journal journal = new Journal();
  private final List<ModelSupervisor> tops = new ArrayList<>();
  private final List<Event> mailbox = new ArrayList<>();
  private int turn;

  SupervisionModel() {
    this(new RestartRules());
  }

  SupervisionModel(RestartRules rules) {
    this.rules = rules;
  }

  @Override
  public Observation play(TreeOperation operation) {
    turn++;
    if (operation instanceof TakeMail) {
      List<Event> taken = List.copyOf(mailbox);
      mailbox.clear();
      return new Observation("ok", taken, journal.takeExits(), state());
    }
    String result = perform(operation);
    return new Observation(result, journal.takeLog(), journal.takeExits(), state());
  }

  @Override
  public RestartRules rules() {
    return rules;
  }

  /** A linked tree has ended, or did not start. */
  @Override
  public void exitOf(ModelServer server, ExitReason reason) {
    String text = "EXIT %s %s".formatted(server.name, Words.of(reason));
    mailbox.add(new Event(turn, server.name, text, true));
  }

  /** Returns the names under which servers of a kind have begun, sorted. */
  List<String> started(Class<? extends Spec> kind) {
    return journal.names(server -> kind.isInstance(server.spec()));
  }

  /** Returns whether the latest under a name has not ended. */
  boolean isAlive(String name) {
    return journal.latest(name).isAlive();
  }

  private String perform(TreeOperation operation) {
    return switch (operation) {
      case Start(Spec.Tree tree) -> start(tree);
      case CastEnd(String to, How how, ExitReason reason) -> {
        ModelServer server = journal.latest(to);
        if (server.isAlive()) {
          journal.log(server, "handle_cast");
          server.stop(reason);
        }
        yield "ok";
      }
      case CallStop(String to, ExitReason reason) ->
          asked(
              to,
              server -> {
                journal.log(server, "handle_call");
                server.stop(reason);
                return "reply bye";
              });
      case Stop(String to, ExitReason reason) ->
          asked(
              to,
              server -> {
                server.stop(reason);
                return server.ended().equals(reason) ? "ok" : "exit " + Words.of(server.ended());
              });
      case Signal(String to, ExitReason reason) -> {
        ModelServer server = journal.latest(to);
        if (server.isAlive()) {
          server.signal(MAIN, server.isChildOf(this), reason);
        }
        yield "ok";
      }
      case StartChild(String to, Spec spec) -> supervisor(to, tree -> Requests.start(tree, spec));
      case TerminateChild(String to, String id) ->
          supervisor(to, tree -> Requests.terminate(tree, id));
      case RestartChild(String to, String id) -> supervisor(to, tree -> Requests.restart(tree, id));
      case DeleteChild(String to, String id) -> supervisor(to, tree -> Requests.delete(tree, id));
      case WhichChildren(String to) -> supervisor(to, Requests::which);
      case CountChildren(String to) -> supervisor(to, Requests::count);
      case IsAlive(String of) -> String.valueOf(isAlive(of));
      case TakeMail _ -> throw new IllegalArgumentException("main does that");
    };
  }

  private String start(Spec.Tree tree) {
    return switch (ModelServer.start(tree, this, journal)) {
      case Started.Up(ModelServer server) -> {
        tops.add((ModelSupervisor) server);
        yield "ok " + server.name;
      }
      case Started.Ignored() -> "ignore";
      case Started.Failed(ExitReason reason) -> "error " + Words.of(reason);
    };
  }

  /** Who asks a server that does not exist exits with noproc. */
  private String asked(String name, Function<ModelServer, String> question) {
    ModelServer server = journal.latest(name);
    return server.isAlive() ? question.apply(server) : "exit noproc";
  }

  private String supervisor(String name, Function<ModelSupervisor, String> request) {
    return asked(name, server -> request.apply((ModelSupervisor) server));
  }

  private List<String> state() {
    List<String> lines = new ArrayList<>();
    tops.stream().filter(ModelServer::isAlive).forEach(top -> show(top, "", lines));
    return lines;
  }

  private static void show(ModelSupervisor supervisor, String indent, List<String> lines) {
    lines.add(indent + supervisor.name);
    for (ModelChild child : supervisor.children()) {
      if (child.server instanceof ModelSupervisor lower) {
        show(lower, indent + "  ", lines);
      } else {
        lines.add("%s  %s: %s".formatted(indent, child.spec.id(), child.shown()));
      }
    }
  }
}
