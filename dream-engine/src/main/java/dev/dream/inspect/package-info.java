/**
 * How objects and exceptions are shown to people: bounded in length, depth and time, without
 * running code of the classes shown, and without secrets. Elixir: {@code Inspect}, with its limits.
 * Uses no other package.
 */
@NullMarked
package dev.dream.inspect;

import org.jspecify.annotations.NullMarked;
