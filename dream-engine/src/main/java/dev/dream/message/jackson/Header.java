package dev.dream.message.jackson;

import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the message itself: one byte of version, one that tells the length of the
 * type's name, and the name in UTF-8.
 *
 * @param typeName of which type the message is, if that is registered
 * @param length in bytes
 */
record Header(String typeName, int length) {

  private static final byte VERSION = 1;
  private static final int FIXED = 2;

  /** Returns the header of messages of this type. */
  static byte[] of(String typeName) {
    byte[] name = typeName.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED + name.length)
        .put(VERSION)
        .put((byte) name.length)
        .put(name)
        .array();
  }

  static Header read(byte @Nullable [] bytes, MessageLimits limits) {
    if (bytes == null) {
      throw failed("there are no bytes but null");
    }
    if (bytes.length > limits.maxBytes()) {
      throw failed(
          "%d bytes, limit %d bytes; send less, or raise MessageLimits.maxBytes"
              .formatted(bytes.length, limits.maxBytes()));
    }
    if (bytes.length < FIXED) {
      throw failed("%d bytes are too few for a message; was it cut?".formatted(bytes.length));
    }
    if (bytes[0] != VERSION) {
      throw failed(
          "its version is %d, known is %d; is the other node newer, or are these other bytes?"
              .formatted(Byte.toUnsignedInt(bytes[0]), VERSION));
    }
    int nameLength = Byte.toUnsignedInt(bytes[1]);
    if (bytes.length - FIXED < nameLength) {
      throw failed("%d bytes end within the name of its type; was it cut?".formatted(bytes.length));
    }
    return new Header(text(ByteBuffer.wrap(bytes, FIXED, nameLength)), FIXED + nameLength);
  }

  private static String text(ByteBuffer utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Refused as what cannot be read, below.
    }
    throw failed("the name of its type is not text; were the bytes changed?");
  }

  private static MessageCodecException failed(String why) {
    return new MessageCodecException("decode failed: " + why);
  }
}
