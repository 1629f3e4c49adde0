package dev.dream.registry;

import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has under a key, once per registration. Elixir: {@code {key, pid, value}}.
 *
 * @param key the key
 * @param pid the process that has it
 * @param value what the process gave with it; null if it was named {@code via(key)}
 */
public record Entry<K, V>(K key, Pid pid, @Nullable V value) {}
