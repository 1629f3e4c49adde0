/** What goes along with messages: traces, logging contexts and whatever else Micrometer knows. */
@NullMarked
package dev.dream.spring.boot.context;

import org.jspecify.annotations.NullMarked;
