package dev.dream.demo;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** An auction house in which every auction is a process. */
@SpringBootApplication
@EnableConfigurationProperties(DemoProperties.class)
public class AuctionHouse {

  public static void main(String[] args) {
    SpringApplication.run(AuctionHouse.class, args);
  }

  /** Ticks in milliseconds, which every database can store. */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
