package dev.dream.spring.boot.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the endpoint that traces processes.
 *
 * @param showValues When to show contents: messages and replies. Contents are noted only if whoever
 *     starts the trace may see them.
 * @param roles Roles used to determine whether a user is authorized to be shown contents. When
 *     empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.dreamtrace")
public record DreamTraceEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
