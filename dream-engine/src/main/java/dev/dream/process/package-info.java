/** Processes and the signals between them. It may use {@code dev.dream.runtime}. */
@NullMarked
package dev.dream.process;

import org.jspecify.annotations.NullMarked;
