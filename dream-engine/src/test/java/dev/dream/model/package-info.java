/**
 * A small sequential model of OTP's rules, and random runs of the engine beside it. The model knows
 * no threads, no pids and no engine, only the names of reasons and strategies; whatever the two say
 * of one operation is an {@link dev.dream.model.Observation}, and those must agree.
 */
package dev.dream.model;
