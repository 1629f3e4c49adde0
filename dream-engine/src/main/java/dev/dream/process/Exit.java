package dev.dream.process;

/**
 * An exit signal that reached a process that traps exits. Erlang: {@code {'EXIT', From, Reason}}.
 *
 * @param from the linked process that ended, or whoever called {@code exit(pid, reason)}
 * @param reason why
 */
public record Exit(Pid from, ExitReason reason) implements Signal {}
