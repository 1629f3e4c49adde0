/**
 * What Spring Boot's Actuator and Micrometer show of an engine, and what may be done to it there.
 * Looks at processes from outside and never waits for one, except for a supervisor that is to
 * change a child, and then not long.
 */
@NullMarked
package dev.dream.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
