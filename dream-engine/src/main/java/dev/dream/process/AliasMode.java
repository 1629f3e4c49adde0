package dev.dream.process;

/**
 * When an {@link Alias} is switched off. Erlang: the option of {@code alias} and {@code monitor}.
 */
public enum AliasMode {
  /** By {@link Processes#unalias} only. */
  EXPLICIT_UNALIAS,
  /** By the first message that comes through it. */
  REPLY,
  /** For the alias of a monitor: together with the monitor, by its end or its {@link Down}. */
  DEMONITOR,
  /** For the alias of a monitor: as that, or by the first message, which also ends the monitor. */
  REPLY_DEMONITOR;

  boolean endsWithReply() {
    return this == REPLY || this == REPLY_DEMONITOR;
  }

  boolean endsWithMonitor() {
    return this == DEMONITOR || this == REPLY_DEMONITOR;
  }
}
