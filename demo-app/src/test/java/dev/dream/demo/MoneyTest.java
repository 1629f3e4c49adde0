package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @Test
  void fiveIsFiveHundredths() {
    assertThat(Money.of("5")).isEqualTo(Money.of("5.00")).hasToString("5.00");
    assertThat(Money.of("5.1000")).isEqualTo(Money.of("5.10"));
    assertThat(Money.of("1e3")).hasToString("1000.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.01", "0.001", "10000000000", "1e999999999", "-1e999999999", "1e-999999999"})
  void refusesWhatTheDatabaseCannotHold(String amount) {
    assertThatThrownBy(() -> Money.of(amount))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("an amount must");
  }

  @Test
  void aPercentageIsAtLeastACent() {
    assertThat(Money.of("200").percent(5)).isEqualTo(Money.of("10"));
    assertThat(Money.of("0").percent(5)).isEqualTo(Money.CENT);
  }
}
