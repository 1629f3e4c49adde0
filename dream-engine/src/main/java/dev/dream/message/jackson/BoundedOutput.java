package dev.dream.message.jackson;

import java.io.OutputStream;
import java.util.Arrays;

/** Collects bytes up to a limit, and never holds more than the limit. Used by one thread. */
final class BoundedOutput extends OutputStream {

  private static final int FIRST_SIZE = 256;

  private final int maxBytes;
  private byte[] bytes;
  private int length;

  BoundedOutput(int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = new byte[Math.min(FIRST_SIZE, maxBytes)];
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    long needed = (long) length + more;
    if (needed > maxBytes) {
      throw new Refusal(
          "at least %d bytes, limit %d bytes; send less, or raise MessageLimits.maxBytes"
              .formatted(needed, maxBytes));
    }
    if (needed > bytes.length) {
      long doubled = Math.max(needed, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, maxBytes));
    }
  }
}
