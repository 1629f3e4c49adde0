package dev.dream.supervisor;

import dev.dream.process.Pid;
import dev.dream.process.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A child runs. Erlang: a progress report.
 *
 * @param at when
 * @param process the supervisor
 * @param name the supervisor's name, or null
 * @param child which, with its pid and how often it was restarted
 */
public record ProgressReport(Instant at, Pid process, @Nullable String name, ChildInfo child)
    implements Report {}
