package dev.dream.spring.boot.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The engine's configuration.
 *
 * @param enabled Whether to start an engine.
 */
@ConfigurationProperties("dream")
public record DreamProperties(@DefaultValue("true") boolean enabled) {}
