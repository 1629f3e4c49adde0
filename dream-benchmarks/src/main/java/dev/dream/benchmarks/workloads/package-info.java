/** What is measured: each class does the same thing on each engine. */
@NullMarked
package dev.dream.benchmarks.workloads;

import org.jspecify.annotations.NullMarked;
