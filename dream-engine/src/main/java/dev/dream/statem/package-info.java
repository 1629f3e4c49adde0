/**
 * State machines: servers that handle each event in a state, put off what does not fit it, and keep
 * timeouts. Erlang: gen_statem. Uses {@code dev.dream.genserver} and {@code dev.dream.process}.
 */
@NullMarked
package dev.dream.statem;

import org.jspecify.annotations.NullMarked;
