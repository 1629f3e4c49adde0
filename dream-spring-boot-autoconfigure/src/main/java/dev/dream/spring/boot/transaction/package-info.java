/**
 * Messages that wait for the end of a database transaction. Uses the engine and {@code spring-tx},
 * which is optional; no other package needs this one.
 */
@NullMarked
package dev.dream.spring.boot.transaction;

import org.jspecify.annotations.NullMarked;
