/**
 * Processes and the signals between them: spawn, send, receive, links, monitors, exits, names,
 * timers. The only package that touches signals; it uses {@code dev.dream.runtime} and {@code
 * dev.dream.inspect} and knows nothing of GenServer and the layers above.
 */
@NullMarked
package dev.dream.process;

import org.jspecify.annotations.NullMarked;
