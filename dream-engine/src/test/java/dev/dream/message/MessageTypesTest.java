package dev.dream.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessageTypesTest {

  sealed interface Shape permits Circle, Angular, Colour, Blob {}

  record Circle(int radius) implements Shape {}

  sealed interface Angular extends Shape permits Square {}

  record Square(int side) implements Angular, Printable {}

  enum Colour implements Shape {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "as grass";
      }
    }
  }

  static final class Blob implements Shape {}

  sealed interface Printable permits Square, Page {}

  record Page() implements Printable {}

  @MessageType("cart")
  interface Cart {
    record Add(String item) {}

    @MessageType("cart.clear/2")
    record Clear() {}
  }

  abstract static class Open {}

  sealed interface Torn permits Loose {}

  non-sealed interface Loose extends Torn {}

  @Nested
  class OfAClass {

    @Test
    void topLevelTypeHasItsSimpleName() {
      assertThat(MessageTypes.of(MessageLimits.class).nameOf(MessageLimits.class))
          .contains("MessageLimits");
    }

    @Test
    void nestedTypeHasTheNamesOfThoseAroundIt() {
      assertThat(MessageTypes.of(Circle.class).nameOf(Circle.class))
          .contains("MessageTypesTest.Circle");
    }

    @Test
    void annotationGivesTheName() {
      assertThat(MessageTypes.of(Cart.Clear.class).names()).containsExactly("cart.clear/2");
    }

    @Test
    void annotationAroundATypeIsItsPrefix() {
      assertThat(MessageTypes.of(Cart.Add.class).names()).containsExactly("cart.Add");
    }

    @Test
    void localRecordHasItsSimpleName() {
      record Local() {}
      assertThat(MessageTypes.of(Local.class).names()).containsExactly("Local");
    }

    @Test
    void theOriginalIsUnchanged() {
      MessageTypes before = MessageTypes.of();
      before.with(Circle.class);
      assertThat(before.names()).isEmpty();
    }

    @Test
    void aSecondTimeIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of(Circle.class, Circle.class))
          .withMessage(
              "register dev.dream.message.MessageTypesTest$Circle failed: it is registered already,"
                  + " as \"MessageTypesTest.Circle\"; register it once");
    }

    @Test
    void openTypesAreRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of(Open.class))
          .withMessageEndingWith(
              "it is abstract and not sealed; seal it, or register its subtypes one by one");
      assertThatIllegalArgumentException().isThrownBy(() -> MessageTypes.of(Runnable.class));
      assertThatIllegalArgumentException().isThrownBy(() -> MessageTypes.of(Torn.class));
    }

    @Test
    void whatHasNoNameThatLastsIsRefused() {
      Runnable lambda = () -> {};
      var anonymous = new Object() {};
      assertThatIllegalArgumentException().isThrownBy(() -> MessageTypes.of(lambda.getClass()));
      assertThatIllegalArgumentException().isThrownBy(() -> MessageTypes.of(anonymous.getClass()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of(Circle[].class))
          .withMessageContaining("make it a component of a record");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of(int.class))
          .withMessageContaining("boxed");
    }
  }

  @Nested
  class OfASealedType {

    @Test
    void allThatItPermitsIsRegistered() {
      assertThat(MessageTypes.of(Shape.class).names())
          .containsExactly(
              "MessageTypesTest.Blob",
              "MessageTypesTest.Circle",
              "MessageTypesTest.Colour",
              "MessageTypesTest.Square");
    }

    @Test
    void constantsWithABodyAreOfTheirEnum() {
      assertThat(MessageTypes.of(Shape.class).nameOf(Colour.GREEN.getClass()))
          .contains("MessageTypesTest.Colour");
    }

    @Test
    void typesRegisteredBeforeKeepTheirNames() {
      MessageTypes types = MessageTypes.of().with("square", Square.class).with(Shape.class);
      assertThat(types.with(Printable.class).nameOf(Square.class)).contains("square");
    }

    @Test
    void aSecondTimeIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of(Shape.class, Angular.class))
          .withMessageEndingWith("all types it permits are registered already; register it once");
    }

    @Test
    void aNameForItIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of().with("shape", Shape.class))
          .withMessageEndingWith("register it without a name");
    }
  }

  @Nested
  class ByName {

    @Test
    void nameAndTypeFindOneAnother() {
      MessageTypes types = MessageTypes.of().with("c", Circle.class);
      assertThat(types.typeOf("c")).contains(Circle.class);
      assertThat(types.nameOf(Circle.class)).contains("c");
    }

    @Test
    void unknownOnesAreNotFound() {
      assertThat(MessageTypes.of().typeOf(Circle.class.getName())).isEmpty();
      assertThat(MessageTypes.of().nameOf(Circle.class)).isEmpty();
    }

    @Test
    void aNameTwiceIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of().with("c", Circle.class).with("c", Square.class))
          .withMessage(
              "register dev.dream.message.MessageTypesTest$Square failed:"
                  + " dev.dream.message.MessageTypesTest$Circle has the name \"c\";"
                  + " give one of them another by @MessageType or with(name, type)");
    }

    @Test
    void aBasicNameIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of().with("string", Circle.class));
    }

    @Test
    void blankAndLongNamesAreRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of().with(" ", Circle.class));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageTypes.of().with("ä".repeat(128), Circle.class))
          .withMessageContaining("its name has 256 bytes, limit 255 bytes");
    }
  }

  @Nested
  class InEveryRegistry {

    @Test
    void areTheBasicTypes() {
      assertThat(MessageTypes.of().nameOf(UUID.class)).contains("uuid");
      assertThat(MessageTypes.of().nameOf(ExitReason.NOPROC.getClass())).contains("exit.plain");
      assertThat(MessageTypes.of().names()).isEmpty();
    }

    @Test
    void areNoSignals() {
      assertThat(MessageTypes.of().nameOf(Down.class)).isEmpty();
    }

    @Test
    void subtypesAreKnown() {
      assertThat(MessageTypes.of().hasSubtypesOf(ExitReason.class)).isTrue();
      assertThat(MessageTypes.of(Circle.class).hasSubtypesOf(Circle.class)).isFalse();
      assertThat(MessageTypes.of().hasSubtypesOf(Shape.class)).isFalse();
    }
  }
}
