package dev.dream.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.dream.message.jackson.JacksonMessageCodec;
import dev.dream.process.ExitReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessageCheckTest {

  record Price(int cents, @JsonIgnore String currency) {}

  record Order(String id, List<Price> prices) {}

  record Image(byte[] pixels, int[][] palette) {}

  record Albums(Set<byte[]> covers, Map<Integer, List<byte[]>> pages) {}

  record Prices(Map<String, Price> byItem, Set<Price> all) {}

  record Unregistered() {}

  record Ended(ExitReason reason) {}

  /** Has no equals of its own. */
  static final class Plain {
    public int value;
  }

  static final class Forgetful {
    @JsonIgnore public int value;

    @Override
    public boolean equals(Object other) {
      return other instanceof Forgetful that && that.value == value;
    }

    @Override
    public int hashCode() {
      return Objects.hash(value);
    }
  }

  record Wrapping(Plain plain) {}

  private final MessageCheck check =
      new MessageCheck(
          new JacksonMessageCodec(
              MessageTypes.of(
                  Price.class,
                  Order.class,
                  Image.class,
                  Albums.class,
                  Prices.class,
                  Ended.class,
                  Plain.class,
                  Forgetful.class,
                  Wrapping.class)));

  @Nested
  class Passes {

    @Test
    void anEqualCopy() {
      var order = new Order("a", List.of());
      assertThat(check.apply(order)).isEqualTo(order).isNotSameAs(order);
    }

    @Test
    void arraysWithEqualElements() {
      check.apply(new Image(new byte[] {1, 2}, new int[][] {{3}, {}}));
    }

    @Test
    void arraysInSetsAndMaps() {
      check.apply(
          new Albums(
              Set.of(new byte[] {1}, new byte[] {2}),
              Map.of(1, List.of(new byte[] {3}, new byte[0]))));
    }

    @Test
    void whatHasNoEquals() {
      var plain = new Plain();
      plain.value = 5;
      assertThat(check.apply(plain)).extracting("value").isEqualTo(5);
      check.apply(new Wrapping(plain));
    }

    @Test
    void failuresThoughTheirThrowableStays() {
      Object copy = check.apply(new Ended(ExitReason.error(new IllegalStateException("x"))));
      assertThat(copy).isEqualTo(new Ended(ExitReason.error("x")));
    }
  }

  @Nested
  class Fails {

    @Test
    void whenAComponentDiffers() {
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(new Price(5, "EUR")))
          .withMessage(
              "check Price failed: component currency was String EUR and came back as null;"
                  + " make it a record of values, or give it equals");
    }

    @Test
    void withTheWayToTheComponent() {
      var order = new Order("a", List.of(new Price(1, null), new Price(2, "EUR")));
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(order))
          .withMessageContaining("component prices[1].currency was String EUR");
    }

    @Test
    void withTheKeyOfAMap() {
      var prices = new Prices(Map.of("a", new Price(1, null), "b", new Price(2, "EUR")), Set.of());
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(prices))
          .withMessageContaining("component byItem[b].currency was String EUR");
    }

    @Test
    void whenAnElementOfASetDiffers() {
      var prices = new Prices(Map.of(), Set.of(new Price(1, null), new Price(2, "EUR")));
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(prices))
          .withMessageContaining("component all was ");
    }

    @Test
    void whenTheWholeDiffers() {
      var forgetful = new Forgetful();
      forgetful.value = 1;
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(forgetful))
          .withMessageContaining("check Forgetful failed: Forgetful ");
    }

    @Test
    void whenTheCodecRefuses() {
      assertThatExceptionOfType(MessageCodecException.class)
          .isThrownBy(() -> check.apply(new Unregistered()))
          .withMessageStartingWith("encode Unregistered failed: its type is not registered;");
    }
  }
}
