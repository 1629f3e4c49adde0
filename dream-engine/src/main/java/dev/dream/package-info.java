/** The engine's front: one object for everything that is done to it from outside a process. */
@NullMarked
package dev.dream;

import org.jspecify.annotations.NullMarked;
