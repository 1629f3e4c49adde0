package dev.dream.process;

/**
 * A system request in a mailbox, and where its answer goes.
 *
 * @param request what is asked
 * @param slot answered by {@link Debug}, or by the end of the process
 */
record SystemMessage(SystemRequest request, ReplySlot slot) implements EngineMessage {}
