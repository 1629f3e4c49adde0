/**
 * Applications: named supervision trees that depend on each other, started and stopped as wholes.
 * Uses {@code dev.dream.supervisor} and what stands below it.
 */
@NullMarked
package dev.dream.application;

import org.jspecify.annotations.NullMarked;
