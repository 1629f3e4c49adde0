/** The engine's front: one object for everything that is done to it from outside a process. */
package dev.dream;
