/** Measures the engine beside others; see {@link dev.dream.benchmarks.Benchmarks}. */
@NullMarked
package dev.dream.benchmarks;

import org.jspecify.annotations.NullMarked;
