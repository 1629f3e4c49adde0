/** The engine as Spring beans. */
@NullMarked
package dev.dream.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
