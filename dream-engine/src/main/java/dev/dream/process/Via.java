package dev.dream.process;

import java.util.Optional;

/**
 * A name that is kept by somebody else than the engine, such as a registry; usable wherever a name
 * is. Its {@code toString} is what messages show. Elixir: {@code {:via, module, term}}.
 *
 * <p>Any thread may call its methods, at any time, also while the process itself is busy; they must
 * not wait for a process.
 */
public non-sealed interface Via extends ProcessName {

  /**
   * Returns the living process that has the name. Elixir: {@code whereis_name/1}.
   *
   * @throws IllegalArgumentException if whoever keeps the name does not exist
   */
  Optional<Pid> whereis();

  /**
   * Gives the name to a process that has not begun to run. Elixir: {@code register_name/2}.
   *
   * @throws NameTakenException if a living process has it; nothing is left of the attempt then, nor
   *     of one that fails otherwise
   */
  void register(Pid pid);

  /** Frees the name, if this process has it. Elixir: {@code unregister_name/1}. */
  void unregister(Pid pid);
}
