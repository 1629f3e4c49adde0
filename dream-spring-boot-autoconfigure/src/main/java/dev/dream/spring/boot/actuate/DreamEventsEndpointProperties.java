package dev.dream.spring.boot.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the endpoint that tells what has happened lately.
 *
 * @param showValues When to show contents: what exceptions and reasons say.
 * @param roles Roles used to determine whether a user is authorized to be shown contents. When
 *     empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.dreamevents")
public record DreamEventsEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
