package dev.dream.message.jackson;

import dev.dream.message.MessageLimits;
import tools.jackson.core.StreamWriteConstraints;

/** How deep Jackson may write, refused in our words. */
final class WriteLimits extends StreamWriteConstraints {

  private static final long serialVersionUID = 1L;

  WriteLimits(MessageLimits limits) {
    super(limits.maxDepth());
  }

  @Override
  public void validateNestingDepth(int depth) {
    Refusal.requireDepth(depth, getMaxNestingDepth());
  }
}
