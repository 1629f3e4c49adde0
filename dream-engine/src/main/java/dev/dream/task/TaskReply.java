package dev.dream.task;

import dev.dream.process.EngineMessage;
import dev.dream.process.Ref;
import org.jspecify.annotations.Nullable;

/**
 * What a task sends to its owner when it is done. {@link Task#await} and the like take it out of
 * the mailbox; an owner that does not wait finds it in {@code handleInfo}, and should then call
 * {@code demonitorFlush(ref)}, so that the task's {@code Down} does not come as well. Elixir: the
 * message {@code {ref, result}}.
 *
 * @param ref which task: {@link Task#ref}
 * @param value what its code returned
 */
public record TaskReply(Ref ref, @Nullable Object value) implements EngineMessage {}
