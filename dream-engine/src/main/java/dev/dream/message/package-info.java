/**
 * Messages as bytes, for whatever leaves the JVM, and the check in tests that they could. Knows no
 * format: those are packages of their own, such as {@code dev.dream.message.jackson}. Uses {@code
 * dev.dream.process} only.
 */
@NullMarked
package dev.dream.message;

import org.jspecify.annotations.NullMarked;
