package dev.dream.process;

/**
 * What the engine and its layers put into mailboxes on their own behalf: signals, system requests,
 * a server's own timeouts. A bounded mailbox neither counts nor refuses it, and what is left of it
 * when a process ends is no dead letter. All else in a mailbox is somebody's message.
 */
public interface EngineMessage {}
