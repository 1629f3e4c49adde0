package dev.dream.supervisor;

import java.time.Duration;
import java.util.List;

/**
 * A supervisor of any kind as seen from outside, without asking it: it may be busy starting a
 * child.
 *
 * @param isDynamic whether it knows its children by their pids, and not by ids
 * @param strategy who is restarted together
 * @param maxRestarts how many restarts are allowed within the period
 * @param period over which restarts are counted
 * @param recentRestarts how many restarts there were within the period that ends now; one more than
 *     the limit and it gives up
 * @param children in start order; those of a dynamic supervisor may share their ids
 */
public record SupervisorInfo(
    boolean isDynamic,
    Strategy strategy,
    int maxRestarts,
    Duration period,
    int recentRestarts,
    List<ChildInfo> children) {}
