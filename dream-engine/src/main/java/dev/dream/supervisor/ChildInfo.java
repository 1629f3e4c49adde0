package dev.dream.supervisor;

import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * One child as its supervisor sees it.
 *
 * @param id its id; may be empty under a dynamic supervisor, which does not look at it
 * @param pid its process, or null: not running
 * @param restarting whether the last attempt to restart it failed and another will follow
 * @param type worker or supervisor
 * @param restart when it is started again
 * @param shutdown how it is stopped
 * @param restarts how often it was restarted
 */
public record ChildInfo(
    String id,
    @Nullable Pid pid,
    boolean restarting,
    ChildType type,
    Restart restart,
    Shutdown shutdown,
    long restarts) {}
