package dev.dream.model;

import dev.dream.model.ModelServer.Started;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a supervisor of the model answers when it is asked. */
final class Requests {

  private Requests() {}

  /** One id, one child. */
  static String start(ModelSupervisor supervisor, Spec spec) {
    Optional<ModelChild> present = supervisor.child(spec.id());
    if (present.isEmpty()) {
      return shown(supervisor.startChild(spec));
    }
    return present.get().runs()
        ? "error already_started " + present.get().shown()
        : "error already_present";
  }

  /** A child that was terminated is not restarted, and stays in the list unless temporary. */
  static String terminate(ModelSupervisor supervisor, String id) {
    Optional<ModelChild> child = supervisor.child(id);
    child.ifPresent(found -> supervisor.stopAll(List.of(found)));
    return child.isPresent() ? "ok" : "error not_found";
  }

  static String restart(ModelSupervisor supervisor, String id) {
    return stopped(supervisor, id, child -> shown(supervisor.startAgain(child)));
  }

  static String delete(ModelSupervisor supervisor, String id) {
    return stopped(
        supervisor,
        id,
        child -> {
          supervisor.forget(child);
          return "ok";
        });
  }

  /** Restarted and deleted are only those that do not run. */
  private static String stopped(
      ModelSupervisor supervisor, String id, Function<ModelChild, String> action) {
    Optional<ModelChild> child = supervisor.child(id);
    if (child.isEmpty()) {
      return "error not_found";
    }
    return child.get().runs() ? "error running" : action.apply(child.get());
  }

  /** Newest first. */
  static String which(ModelSupervisor supervisor) {
    return supervisor.children().reversed().stream()
        .map(child -> "%s %s %s".formatted(child.spec.id(), child.shown(), type(child)))
        .toList()
        .toString();
  }

  private static String type(ModelChild child) {
    return child.isSupervisor() ? "supervisor" : "worker";
  }

  static String count(ModelSupervisor supervisor) {
    List<ModelChild> children = supervisor.children();
    long supervisors = children.stream().filter(ModelChild::isSupervisor).count();
    return counts(
        children.size(),
        children.stream().filter(ModelChild::runs).count(),
        supervisors,
        children.size() - supervisors);
  }

  static String counts(long specs, long active, long supervisors, long workers) {
    return "%d specs, %d active, %d supervisors, %d workers"
        .formatted(specs, active, supervisors, workers);
  }

  private static String shown(Started started) {
    return switch (started) {
      case Started.Up up -> "ok " + up.server().name;
      case Started.Ignored() -> "ok undefined";
      case Started.Failed failed -> "error " + Words.of(failed.reason());
    };
  }
}
