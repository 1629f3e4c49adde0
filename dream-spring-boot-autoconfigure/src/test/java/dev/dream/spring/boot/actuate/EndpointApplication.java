package dev.dream.spring.boot.actuate;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with a small tree, for tests over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SmallTree.class)
class EndpointApplication {}
