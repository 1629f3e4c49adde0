/**
 * The mechanism below the processes: run queues, workers, the mailbox queue, timers, small tables.
 * It knows nothing of pids, links or messages' meaning, uses no other package of the engine, and is
 * not exported.
 */
@NullMarked
package dev.dream.runtime;

import org.jspecify.annotations.NullMarked;
