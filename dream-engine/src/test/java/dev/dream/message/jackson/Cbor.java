package dev.dream.message.jackson;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes CBOR by hand, as hexadecimal digits, well-formed or not. */
final class Cbor {

  private Cbor() {}

  /** Returns a message of this type, whatever its body is. */
  static byte[] message(String type, String body) {
    return join(Header.of(type), bytes(body));
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return head(3, utf8.length) + hex(utf8);
  }

  /** Returns the head of a value of this kind: its length, or the number itself. */
  static String head(int kind, int length) {
    if (length < 24) {
      return "%02x".formatted(kind << 5 | length);
    }
    return length < 256
        ? "%02x%02x".formatted(kind << 5 | 24, length)
        : "%02x%08x".formatted(kind << 5 | 26, length);
  }

  /** Returns a map of one entry, which is what a record with one component looks like. */
  static String record(String component, String value) {
    return "a1" + text(component) + value;
  }

  /** Returns a value with the name of its type. */
  static String typed(String type, String value) {
    return "82" + text(type) + value;
  }
}
