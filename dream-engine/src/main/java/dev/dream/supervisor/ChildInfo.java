package dev.dream.supervisor;

import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * One child as its supervisor sees it.
 *
 * @param id its id; may be empty under a dynamic supervisor, which does not look at it
 * @param pid its process, or null: not running
 * @param restarting whether it is to be started again: the last attempt failed, or its restart
 *     waits
 * @param type worker or supervisor
 * @param restart when it is started again
 * @param shutdown how it is stopped
 * @param restarts how often it was restarted
 * @param nextRestart when it is tried to start it again, or null: nothing waits, as always without
 *     a {@link Backoff}
 */
public record ChildInfo(
    String id,
    @Nullable Pid pid,
    boolean restarting,
    ChildType type,
    Restart restart,
    Shutdown shutdown,
    long restarts,
    @Nullable NextRestart nextRestart) {}
