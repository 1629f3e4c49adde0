package dev.dream.supervisor;

import dev.dream.process.Pid;
import dev.dream.process.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A child that had ended runs again. It comes after the {@link ProgressReport} of the same start,
 * which is all that Erlang says.
 *
 * @param at when
 * @param process the supervisor
 * @param name the supervisor's name, or null
 * @param ended the pid that the child had
 * @param child which, with its new pid and how often it was restarted
 */
public record RestartReport(
    Instant at, Pid process, @Nullable String name, Pid ended, ChildInfo child) implements Report {}
