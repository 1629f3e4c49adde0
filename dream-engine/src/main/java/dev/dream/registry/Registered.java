package dev.dream.registry;

import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * Tells a registry's listener of a registration. Elixir: {@code {:register, …}}.
 *
 * @param registry the registry's name
 * @param key the key
 * @param pid the process that has it now
 * @param value what the process gave with it
 */
public record Registered(String registry, Object key, Pid pid, @Nullable Object value) {}
