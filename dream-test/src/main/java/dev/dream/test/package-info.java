/**
 * What tests of applications need: tests that are processes, assertions on what processes are told
 * and what an engine does, and chaos. Uses the engine as any application could, but for {@code
 * Kernel}, through which faults reach messages; nothing in the engine knows of it. Only {@code
 * DreamExtension} and its annotations need JUnit.
 */
@NullMarked
package dev.dream.test;

import org.jspecify.annotations.NullMarked;
