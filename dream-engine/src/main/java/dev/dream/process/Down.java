package dev.dream.process;

/**
 * The end of a monitored process. Erlang: {@code {'DOWN', Ref, process, Object, Reason}}.
 *
 * @param ref what {@code monitor} returned
 * @param object what was monitored: the pid, or the name if it was monitored by name
 * @param reason why it ended; {@link ExitReason#NOPROC} if it did not exist
 */
public record Down(Ref ref, Address object, ExitReason reason) implements Signal {}
