package dev.dream.message;

import dev.dream.process.Wording;
import java.util.function.UnaryOperator;

/**
 * Sends a message through a codec and back, so that a test finds what would not travel although no
 * message leaves the JVM. Thread-safe if the codec is.
 */
public final class MessageCheck implements UnaryOperator<Object> {

  private final MessageCodec codec;

  /** Creates a check by this codec. */
  public MessageCheck(MessageCodec codec) {
    this.codec = codec;
  }

  /**
   * Returns the decoded copy of {@code message}. Records, lists, sets, maps and arrays are compared
   * part by part, wherever they stand; what inherits {@code equals} from Object cannot be compared
   * and passes.
   *
   * @throws MessageCodecException if the codec refuses the message, or if the copy is not equal to
   *     it; then the message says which component differs
   */
  @Override
  public Object apply(Object message) {
    Object copy = codec.decode(codec.encode(message));
    Difference difference = Difference.between(message, copy);
    if (difference != null) {
      throw new MessageCodecException(
          "check %s failed: %s; make it a record of values, or give it equals"
              .formatted(Wording.typeOf(message), difference));
    }
    return copy;
  }
}
