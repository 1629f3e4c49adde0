package dev.dream.process;

/**
 * The identity of a process.
 *
 * @param number unique within an engine, never used again
 */
public record Pid(long number) {

  Pid next() {
    return new Pid(number + 1);
  }
}
