/**
 * Supervision trees: processes that start others, watch them, and start them again. A supervisor is
 * a GenServer; this package uses {@code dev.dream.genserver} and {@code dev.dream.process}.
 */
@NullMarked
package dev.dream.supervisor;

import org.jspecify.annotations.NullMarked;
