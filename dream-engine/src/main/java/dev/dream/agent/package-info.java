/**
 * Agents: a state that is read and changed by functions. Built on {@code dev.dream.genserver}, and
 * on {@code dev.dream.supervisor} for their specification as a child.
 */
@NullMarked
package dev.dream.agent;

import org.jspecify.annotations.NullMarked;
