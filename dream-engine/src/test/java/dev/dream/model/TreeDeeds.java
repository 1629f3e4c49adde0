package dev.dream.model;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
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
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildCounts;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Supervisor;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What each operation on a tree is in the engine, done by main. */
final class TreeDeeds {

  /** More than any operation needs: if it passes, something hangs. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Dream dream;
  private final Incarnations names;
  private final EngineTrees trees;

  TreeDeeds(Dream dream, Incarnations names, EngineTrees trees) {
    this.dream = dream;
    this.names = names;
    this.trees = trees;
  }

  String perform(TreeOperation operation) throws Exception {
    return switch (operation) {
      case Start(Spec.Tree tree) -> shown(trees.child(tree).start().start(StartOptions.DEFAULT));
      case CastEnd(String to, How how, ExitReason reason) ->
          done(() -> worker(to).cast(new ScriptedWorker.End(how, reason)));
      case CallStop(String to, ExitReason reason) ->
          "reply " + worker(to).call(new ScriptedWorker.StopAndReply(reason), LIMIT);
      case Stop(String to, ExitReason reason) -> done(() -> worker(to).stop(reason, LIMIT));
      case Signal(String to, ExitReason reason) ->
          done(() -> Processes.exit(names.latest(to), reason));
      case StartChild(String to, Spec spec) ->
          asked(() -> shown(Supervisor.startChild(supervisor(to), trees.child(spec))));
      case RestartChild(String to, String id) ->
          asked(() -> shown(Supervisor.restartChild(supervisor(to), id)));
      case TerminateChild(String to, String id) ->
          asked(() -> done(() -> Supervisor.terminateChild(supervisor(to), id)));
      case DeleteChild(String to, String id) ->
          asked(() -> done(() -> Supervisor.deleteChild(supervisor(to), id)));
      case WhichChildren(String to) ->
          Supervisor.whichChildren(supervisor(to)).stream()
              .map(child -> "%s %s %s".formatted(child.id(), shown(child), lower(child.type())))
              .toList()
              .toString();
      case CountChildren(String to) -> shown(Supervisor.countChildren(supervisor(to)));
      case IsAlive(String of) -> String.valueOf(Processes.alive(names.latest(of)));
      case TakeMail _ -> throw new IllegalArgumentException("main does that");
    };
  }

  private ServerRef<ScriptedWorker> worker(String name) {
    return dream.ref(names.latest(name));
  }

  private ServerRef<Supervisor> supervisor(String name) {
    return dream.ref(names.latest(name));
  }

  private static String done(Runnable action) {
    action.run();
    return "ok";
  }

  private static String asked(Supplier<String> request) {
    try {
      return request.get();
    } catch (ChildException refused) {
      return "error " + lower(refused.refusal());
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String shown(StartResult result) {
    return switch (result) {
      case StartResult.Started(Pid pid) -> "ok " + names.shown(pid);
      case StartResult.Ignored() -> "ok undefined";
      case StartResult.AlreadyStarted(Pid pid) -> "error already_started " + names.shown(pid);
      case StartResult.Failed(ExitReason reason, _) -> "error " + Words.of(reason);
    };
  }

  private static String shown(ChildCounts counts) {
    return Requests.counts(counts.specs(), counts.active(), counts.supervisors(), counts.workers());
  }

  String shown(ChildInfo child) {
    if (child.pid() != null) {
      return names.shown(child.pid());
    }
    return child.restarting() ? "restarting" : "undefined";
  }
}
