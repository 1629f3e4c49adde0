package dev.dream.message;

/**
 * How large a message may be, on its way out and on its way in.
 *
 * @param maxBytes the whole encoded message
 * @param maxDepth objects and arrays inside one another, as they are on the wire: a value that
 *     brings its type along counts twice
 * @param maxStringLength characters of each string, in UTF-16 units as {@link String#length}
 */
public record MessageLimits(int maxBytes, int maxDepth, int maxStringLength) {

  /** 16 MiB, a depth of 64, strings of 8,388,608 characters. */
  public static final MessageLimits DEFAULT =
      new MessageLimits(16 * 1024 * 1024, 64, 8 * 1024 * 1024);

  private static final int DEEPEST = 500;

  /** Refuses limits that are not positive, and depths above 500, which could overflow a stack. */
  public MessageLimits {
    requirePositive("maxBytes", maxBytes);
    requirePositive("maxDepth", maxDepth);
    requirePositive("maxStringLength", maxStringLength);
    if (maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "maxDepth is %d, limit %d: deeper messages could overflow a stack"
              .formatted(maxDepth, DEEPEST));
    }
  }

  /** Returns these limits with another size. */
  public MessageLimits withMaxBytes(int bytes) {
    return new MessageLimits(bytes, maxDepth, maxStringLength);
  }

  /** Returns these limits with another depth. */
  public MessageLimits withMaxDepth(int depth) {
    return new MessageLimits(maxBytes, depth, maxStringLength);
  }

  /** Returns these limits with another length of strings. */
  public MessageLimits withMaxStringLength(int length) {
    return new MessageLimits(maxBytes, maxDepth, length);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
  }
}
