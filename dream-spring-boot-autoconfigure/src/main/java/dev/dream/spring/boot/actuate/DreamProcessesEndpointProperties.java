package dev.dream.spring.boot.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the endpoint that shows processes.
 *
 * @param showValues When to show contents: states, and what process dictionaries hold.
 * @param roles Roles used to determine whether a user is authorized to be shown contents. When
 *     empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.dreamprocesses")
public record DreamProcessesEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
