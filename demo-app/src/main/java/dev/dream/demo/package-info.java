/** An auction house, built of processes. */
@NullMarked
package dev.dream.demo;

import org.jspecify.annotations.NullMarked;
