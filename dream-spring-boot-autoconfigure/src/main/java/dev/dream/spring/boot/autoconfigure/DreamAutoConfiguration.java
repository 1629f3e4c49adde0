package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Pid;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts an engine. */
@AutoConfiguration
@ConditionalOnClass(Pid.class)
@ConditionalOnBooleanProperty(name = "dream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DreamProperties.class)
public final class DreamAutoConfiguration {}
