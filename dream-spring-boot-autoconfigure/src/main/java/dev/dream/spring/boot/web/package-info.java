/** What web clients are told when processes cannot serve them. */
@NullMarked
package dev.dream.spring.boot.web;

import org.jspecify.annotations.NullMarked;
