package dev.dream.supervisor;

/**
 * Whether a supervisor ends with its significant children. Those are transient or temporary, and
 * count when they end by themselves and are not restarted. Erlang: {@code auto_shutdown}.
 */
public enum AutoShutdown {
  /** No; it takes no significant children. */
  NEVER,
  /** When one of them has ended. */
  ANY_SIGNIFICANT,
  /** When the last of them has ended. */
  ALL_SIGNIFICANT
}
