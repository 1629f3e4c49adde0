package dev.dream.registry;

import dev.dream.process.Pid;

/**
 * Tells a registry's listener that a process gave a key back. Not sent when the process ends: a
 * listener that wants to know monitors it. Elixir: {@code {:unregister, …}}.
 *
 * @param registry the registry's name
 * @param key the key
 * @param pid the process that had it
 */
public record Unregistered(String registry, Object key, Pid pid) {}
