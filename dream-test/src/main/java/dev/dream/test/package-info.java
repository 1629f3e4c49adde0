/**
 * What tests of applications need. Uses the engine as any application could, but for {@code
 * Kernel}, through which faults reach messages; nothing in the engine knows of it.
 */
@NullMarked
package dev.dream.test;

import org.jspecify.annotations.NullMarked;
