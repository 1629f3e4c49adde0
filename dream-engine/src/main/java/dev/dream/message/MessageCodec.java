package dev.dream.message;

/**
 * Turns messages into bytes and back. Thread-safe: one codec serves all connections of a node.
 * Erlang: {@code term_to_binary}, {@code binary_to_term}.
 */
public interface MessageCodec {

  /**
   * Returns the bytes of {@code message}, which say of which type it is.
   *
   * @throws MessageCodecException if the message is null, of a type the codec does not know, or
   *     beyond its limits
   */
  byte[] encode(Object message);

  /**
   * Returns the message that {@code bytes} say. It is a new object: nothing of it is shared with
   * the message that was encoded, and no class is loaded because the bytes name it.
   *
   * @throws MessageCodecException if the bytes are no message, a message of a type the codec does
   *     not know, or beyond its limits
   */
  Object decode(byte[] bytes);
}
