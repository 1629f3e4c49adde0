package dev.dream.spring.boot.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the endpoint that lists messages that reached nobody.
 *
 * @param showValues When to show what the messages say.
 * @param roles Roles used to determine whether a user is authorized to be shown contents. When
 *     empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.dreamdeadletters")
public record DreamDeadLettersEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
