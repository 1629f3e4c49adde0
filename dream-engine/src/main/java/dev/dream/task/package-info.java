/**
 * Tasks: processes that do one thing and, if somebody waits for it, reply with what came of it. A
 * task's reply is a message to its owner. This package uses {@code dev.dream.process} and, for
 * tasks under a supervisor, {@code dev.dream.supervisor} and {@code dev.dream.genserver}.
 */
@NullMarked
package dev.dream.task;

import org.jspecify.annotations.NullMarked;
