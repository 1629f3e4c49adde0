/**
 * Tests of Spring Boot applications: a slice with the engine and the children of the root
 * supervisor, whose tests are processes of the context's engine. Uses {@code dev.dream.test} and
 * Spring Boot's auto-configuration of the engine.
 */
@NullMarked
package dev.dream.spring.boot.test;

import org.jspecify.annotations.NullMarked;
