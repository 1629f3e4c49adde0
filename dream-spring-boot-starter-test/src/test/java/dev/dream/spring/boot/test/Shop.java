package dev.dream.spring.boot.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with two trees, a client, and a component that is none of the engine's. */
@SpringBootApplication
class Shop {}
