package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PidTest {

  @Test
  void pidsOfTheSameNumberAreEqual() {
    assertThat(new Pid(1).next()).isEqualTo(new Pid(2));
  }
}
