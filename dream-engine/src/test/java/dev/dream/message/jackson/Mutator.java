package dev.dream.message.jackson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Damages valid messages at random: bits, bytes, lengths, and parts put in, out or elsewhere. */
final class Mutator {

  private static final int MOST_AT_ONCE = 4;
  private static final int LONGEST_PART = 16;
  private static final int MOST_COPIES = 200;

  /** What a parser may stumble over: heads, lengths, tags, ends, bad text and names of types. */
  private static final List<String> PARTS =
      List.of(
          "00",
          "20",
          "40",
          "60",
          "80",
          "a0",
          "c1",
          "f4",
          "f6",
          "f7",
          "ff",
          "5f",
          "7f",
          "9f",
          "bf",
          "18ff",
          "1a7fffffff",
          "1bffffffffffffffff",
          "3bffffffffffffffff",
          "5a7fffffff",
          "7b7fffffffffffffff",
          "9a00ffffff",
          "9bffffffffffffffff",
          "bb7fffffffffffffff",
          "c24101",
          "c34101",
          "c482200a",
          "c4821a3fffffff01",
          "d90100",
          "d81900",
          "d9d9f7",
          "fb7ff8000000000000",
          "fb7ff0000000000000",
          "f97e00",
          "61c3",
          "62c328",
          "63eda080",
          "8264" + "6c697374" + "80",
          "8263" + "6d6170" + "a0",
          "8266" + "737472696e67" + "6161",
          "8263" + "706964" + "67" + "312f322f616263",
          "a161" + "61" + "f6");

  private final Random random;
  private final List<byte[]> valid;
  private final List<byte[]> parts = new ArrayList<>();

  Mutator(long seed, List<byte[]> valid) {
    this.random = new Random(seed);
    this.valid = valid;
    PARTS.forEach(part -> parts.add(HexFormat.of().parseHex(part)));
  }

  byte[] next() {
    byte[] bytes = any(valid);
    for (int i = 1 + random.nextInt(MOST_AT_ONCE); i > 0; i--) {
      bytes = bytes.length == 0 ? any(valid) : damaged(bytes);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(LONGEST_PART), bytes.length - at);
    byte[] part = Arrays.copyOfRange(bytes, at, at + length);
    return switch (random.nextInt(10)) {
      case 0 -> changed(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 1 -> changed(bytes, at, random.nextInt());
      case 2 -> changed(bytes, at, bytes[at] + random.nextInt(-2, 3));
      case 3 -> replaced(bytes, at, length, new byte[0]);
      case 4 -> replaced(bytes, at, 0, any(parts));
      case 5 -> replaced(bytes, at, length, any(parts));
      case 6 -> replaced(bytes, at, 1, any(parts));
      case 7 -> replaced(bytes, at, 0, repeated(part));
      case 8 -> replaced(bytes, at, 0, body(any(valid)));
      default -> Arrays.copyOf(bytes, at);
    };
  }

  private byte[] repeated(byte[] part) {
    byte[] all = part;
    for (int i = random.nextInt(MOST_COPIES); i > 0; i--) {
      all = Cbor.join(all, part);
    }
    return all;
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    return Cbor.join(
        Arrays.copyOf(bytes, at), by, Arrays.copyOfRange(bytes, at + length, bytes.length));
  }

  private static byte[] body(byte[] message) {
    return Arrays.copyOfRange(message, 2 + Byte.toUnsignedInt(message[1]), message.length);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
