package dev.dream.message.jackson;

import dev.dream.message.MessageLimits;
import tools.jackson.core.StreamReadConstraints;

/** What Jackson may read, refused in our words. Bytes are counted before Jackson sees them. */
final class ReadLimits extends StreamReadConstraints {

  private static final long serialVersionUID = 1L;
  private static final int MAX_DIGITS = 1000;

  ReadLimits(MessageLimits limits) {
    super(
        limits.maxDepth(),
        limits.maxBytes(),
        limits.maxBytes(),
        MAX_DIGITS,
        limits.maxStringLength(),
        limits.maxStringLength());
  }

  @Override
  public void validateNestingDepth(int depth) {
    Refusal.requireDepth(depth, getMaxNestingDepth());
  }

  @Override
  public void validateStringLength(int length) {
    Refusal.requireString(length, getMaxStringLength());
  }
}
