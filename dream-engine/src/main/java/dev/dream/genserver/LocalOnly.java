package dev.dream.genserver;

/**
 * A request or event that holds what exists in this JVM only, such as functions. Neither it nor its
 * answer is checked as other messages may be.
 */
public interface LocalOnly {}
