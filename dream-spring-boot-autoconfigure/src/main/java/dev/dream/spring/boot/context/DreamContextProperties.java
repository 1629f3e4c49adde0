package dev.dream.spring.boot.context;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What goes along with messages.
 *
 * @param enabled Whether anything goes along with messages, timers and starts of processes: what
 *     Micrometer's context propagation knows, such as the trace, and what is said here.
 * @param mdc Whether the logging context goes along.
 * @param locale Whether the locale and the time zone go along.
 * @param security Whether what Spring Security has goes along, so that a process acts for whoever
 *     sent the message.
 */
@ConfigurationProperties("dream.context")
public record DreamContextProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean mdc,
    @DefaultValue("true") boolean locale,
    @DefaultValue("false") boolean security) {}
