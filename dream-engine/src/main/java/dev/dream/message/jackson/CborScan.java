package dev.dream.message.jackson;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One look at all bytes before Jackson sees them: they are one well-formed value of CBOR and
 * nothing more, of those kinds that {@link JacksonMessageCodec} writes. It takes time by the number
 * of bytes, and no memory.
 *
 * <p>What Jackson would take, and a few bytes would cost it dearly, is refused here: tags that
 * repeat a string seen before (each reference is a new copy for whoever parses it), tags on tags
 * (their list is copied for every eight of them), and lengths beyond the bytes that are there.
 */
final class CborScan {

  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xff;
  private static final int POSITIVE_BIG = 2;
  private static final int NEGATIVE_BIG = 3;
  private static final int DECIMAL = 4;
  private static final int PAIR = 0x82;

  private final byte[] bytes;
  private final int maxDepth;
  private int at;

  private CborScan(byte[] bytes, int offset, int maxDepth) {
    this.bytes = bytes;
    this.at = offset;
    this.maxDepth = maxDepth;
  }

  /** Refuses anything but one value from this offset to the end, nested at most so deep. */
  static void check(byte[] bytes, int offset, int maxDepth) {
    var scan = new CborScan(bytes, offset, maxDepth);
    scan.value(scan.next(), 0);
    if (scan.left() > 0) {
      throw new Refusal("%d bytes follow the message; are these two?".formatted(scan.left()));
    }
  }

  private void value(int head, int depth) {
    switch (head >> 5) {
      case 0, 1 -> argument(head);
      case BYTES, TEXT -> string(head);
      case 4 -> items(head, depth + 1);
      case 5 -> pairs(head, depth + 1);
      case 6 -> tagged(argument(head));
      default -> simple(head);
    }
  }

  private void items(int head, int depth) {
    Refusal.requireDepth(depth, maxDepth);
    if (isIndefinite(head)) {
      for (int item = next(); item != BREAK; item = next()) {
        value(item, depth);
      }
    } else {
      for (int count = length(head); count > 0; count--) {
        value(next(), depth);
      }
    }
  }

  private void pairs(int head, int depth) {
    Refusal.requireDepth(depth, maxDepth);
    if (isIndefinite(head)) {
      for (int key = next(); key != BREAK; key = next()) {
        key(key);
        value(next(), depth);
      }
    } else {
      for (int count = length(head); count > 0; count--) {
        key(next());
        value(next(), depth);
      }
    }
  }

  private void key(int head) {
    switch (head >> 5) {
      case 0, 1 -> argument(head);
      case TEXT -> string(head);
      default -> throw unexpected(head, "names nothing");
    }
  }

  private void string(int head) {
    if (!isIndefinite(head)) {
      chunk(head);
      return;
    }
    for (int chunk = next(); chunk != BREAK; chunk = next()) {
      if (chunk >> 5 != head >> 5 || isIndefinite(chunk)) {
        throw unexpected(chunk, "is no part of a string");
      }
      chunk(chunk);
    }
  }

  private void chunk(int head) {
    int length = length(head);
    if (head >> 5 == TEXT) {
      requireUtf8(length);
    }
    at += length;
  }

  private void requireUtf8(int length) {
    for (int i = at; i < at + length; i++) {
      if (bytes[i] < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, at + length - i));
          return;
        } catch (CharacterCodingException e) {
          throw new Refusal(
              "the text at byte %d is no UTF-8; were the bytes changed?".formatted(at));
        }
      }
    }
  }

  /** A number beyond 64 bits, or a decimal fraction of exponent and number. */
  private void tagged(long tag) {
    if (tag == DECIMAL) {
      requireHead(next() == PAIR, "is no decimal fraction");
      int exponent = next();
      requireHead(exponent >> 5 <= 1, "is no exponent");
      argument(exponent);
      int number = next();
      if (number >> 5 == 6) {
        big(argument(number));
      } else {
        requireHead(number >> 5 <= 1, "is no whole number");
        argument(number);
      }
    } else {
      big(tag);
    }
  }

  private void big(long tag) {
    if (tag != POSITIVE_BIG && tag != NEGATIVE_BIG) {
      throw new Refusal(
          "tag %s at byte %d is none that a codec writes; were the bytes changed?"
              .formatted(Long.toUnsignedString(tag), at));
    }
    int head = next();
    requireHead(head >> 5 == BYTES, "is no big number");
    string(head);
  }

  /** False, true, null and floating point numbers; neither undefined nor a stray break. */
  private void simple(int head) {
    switch (head & 31) {
      case 20, 21, 22 -> {}
      case 25, 26, 27 -> argument(head);
      default -> throw unexpected(head, "starts no value");
    }
  }

  /** Returns the number in or after a head, as its bits. */
  private long argument(int head) {
    int low = head & 31;
    if (low < 24) {
      return low;
    }
    if (low > 27) {
      throw unexpected(head, "starts no value");
    }
    int size = 1 << (low - 24);
    require(size);
    long argument = 0;
    for (int i = 0; i < size; i++) {
      argument = argument << 8 | bytes[at++] & 0xff;
    }
    return argument;
  }

  /** Returns a length, of which at least as many bytes are left. */
  private int length(int head) {
    long length = argument(head);
    require(length);
    return (int) length;
  }

  private int next() {
    require(1);
    return bytes[at++] & 0xff;
  }

  private void require(long more) {
    if (more < 0 || more > left()) {
      throw new Refusal(
          "it goes on for %s bytes or values at byte %d, but %d bytes are left; was it cut?"
              .formatted(Long.toUnsignedString(more), at, left()));
    }
  }

  private void requireHead(boolean isExpected, String otherwise) {
    if (!isExpected) {
      throw unexpected(bytes[at - 1] & 0xff, otherwise);
    }
  }

  private int left() {
    return bytes.length - at;
  }

  private static boolean isIndefinite(int head) {
    return (head & 31) == INDEFINITE;
  }

  private Refusal unexpected(int head, String why) {
    return new Refusal(
        "0x%02x before byte %d %s; were the bytes changed?".formatted(head, at, why));
  }
}
