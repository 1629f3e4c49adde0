package dev.dream.spring.boot.test.shop;

/** What a child needs and a test has to give. */
public interface Bank {

  /** Returns what is left. */
  int pay(int amount);
}
