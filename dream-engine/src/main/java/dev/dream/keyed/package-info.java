/**
 * One process per key, started on demand and stopped when idle. Uses registries, dynamic
 * supervisors and services by their public types.
 */
@NullMarked
package dev.dream.keyed;

import org.jspecify.annotations.NullMarked;
