/**
 * A look into any callback process, and a hand on it. Built on {@code dev.dream.process} and {@code
 * dev.dream.genserver}.
 */
@NullMarked
package dev.dream.sys;

import org.jspecify.annotations.NullMarked;
