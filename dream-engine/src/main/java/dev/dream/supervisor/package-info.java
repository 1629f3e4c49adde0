/**
 * Supervision trees: processes that start others, watch them, and start them again. A supervisor is
 * a GenServer; this package uses {@code dev.dream.genserver} and {@code dev.dream.process}.
 */
package dev.dream.supervisor;
