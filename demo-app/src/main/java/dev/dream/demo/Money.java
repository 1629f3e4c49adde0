package dev.dream.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money. In JSON a plain number.
 *
 * @param amount zero or more, with two decimals
 */
record Money(@JsonValue BigDecimal amount) implements Comparable<Money> {

  private static final BigDecimal LIMIT = new BigDecimal("9999999999.99");

  static final Money CENT = Money.of("0.01");

  /** Refuses what the database could not hold, and makes 5 and 5.00 the same. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Money {
    if (amount.signum() < 0 || amount.compareTo(LIMIT) > 0) {
      throw new InvalidInputException("an amount must be between 0 and " + LIMIT);
    }
    if (amount.stripTrailingZeros().scale() > 2) {
      throw new InvalidInputException("an amount must not have more than two decimals");
    }
    amount = amount.setScale(2);
  }

  static Money of(String amount) {
    return new Money(new BigDecimal(amount));
  }

  Money plus(Money other) {
    return new Money(amount.add(other.amount));
  }

  /** Returns so many hundredths of it, rounded, but at least one cent. */
  Money percent(int hundredths) {
    BigDecimal part = amount.multiply(BigDecimal.valueOf(hundredths, 2));
    return new Money(part.setScale(2, RoundingMode.HALF_UP).max(CENT.amount));
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    return amount.toPlainString();
  }
}
