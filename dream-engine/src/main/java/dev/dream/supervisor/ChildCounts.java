package dev.dream.supervisor;

/**
 * How many children a supervisor has.
 *
 * @param specs all, running or not
 * @param active those that run
 * @param supervisors those of type supervisor, running or not
 * @param workers those of type worker, running or not
 */
public record ChildCounts(int specs, int active, int supervisors, int workers) {}
