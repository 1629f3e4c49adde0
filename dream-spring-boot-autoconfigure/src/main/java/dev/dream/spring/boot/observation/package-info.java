/** Calls, casts and what servers do with messages as Micrometer observations. */
@NullMarked
package dev.dream.spring.boot.observation;

import org.jspecify.annotations.NullMarked;
