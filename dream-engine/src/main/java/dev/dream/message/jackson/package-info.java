/**
 * Messages as CBOR, by Jackson 3. The only package that knows Jackson; whoever uses it adds {@code
 * tools.jackson.dataformat:jackson-dataformat-cbor}. Uses {@code dev.dream.message} and {@code
 * dev.dream.process}.
 */
@NullMarked
package dev.dream.message.jackson;

import org.jspecify.annotations.NullMarked;
