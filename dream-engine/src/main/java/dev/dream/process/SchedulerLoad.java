package dev.dream.process;

/**
 * What the scheduler of a node does at the moment.
 *
 * @param parallelism how many callback processes run at the same time at most
 * @param busy how many of these places are taken
 * @param queued how many callback processes wait for one
 * @param workers how many threads there are for them: more than places when some block
 */
public record SchedulerLoad(int parallelism, int busy, int queued, int workers) {}
