/**
 * Processes that are called as if they were objects: an interface for the clients, an ordinary
 * class behind it.
 */
@NullMarked
package dev.dream.service;

import org.jspecify.annotations.NullMarked;
