package dev.dream.application;

import dev.dream.supervisor.SupervisorSpec;
import java.util.List;

/**
 * A part of a system that is started and stopped as a whole: a supervision tree with a name, and
 * the names of the applications it needs. Elixir: Application.
 *
 * <p>{@link #start} runs on the thread that starts the applications, {@link #prepStop} and {@link
 * #stop} on threads of their own; none is a process. They may block, the latter two as long as the
 * shutdown of all applications may take; then they are interrupted, and it goes on without them.
 * They may send messages also while all applications stop and nobody else outside of a process may.
 */
public interface Application {

  /** Returns its name, unique in its engine. */
  String name();

  /** Returns the names of the applications that must run before this one and stop after it. */
  default List<String> dependencies() {
    return List.of();
  }

  /** Returns what its unexpected end means. */
  default ApplicationType type() {
    return ApplicationType.TEMPORARY;
  }

  /** Returns its tree, which is then started. Elixir: {@code start/2}. */
  SupervisorSpec start() throws Exception;

  /** Prepares for the end while the tree still runs. Elixir: {@code prep_stop/1}. */
  default void prepStop() throws Exception {}

  /** Cleans up after the tree has ended, whyever it did. Elixir: {@code stop/1}. */
  default void stop() throws Exception {}

  /** Returns an application that is nothing but a tree. */
  static Application of(
      String name, ApplicationType type, SupervisorSpec tree, String... dependencies) {
    return new TreeApplication(name, type, tree, List.of(dependencies));
  }
}
