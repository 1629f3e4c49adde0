package dev.dream.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The demo application. */
@SpringBootApplication
public class AuctionHouse {

  public static void main(String[] args) {
    SpringApplication.run(AuctionHouse.class, args);
  }
}
