package dev.dream.spring.boot.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is observed of messages.
 *
 * @param enabled Whether calls, and casts and other messages that are part of a trace, are
 *     observations.
 * @param untracedCalls Whether calls are observations that are part of no other.
 */
@ConfigurationProperties("dream.observations")
public record DreamObservationProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("true") boolean untracedCalls) {}
