package dev.dream.message.jackson;

import dev.dream.message.MessageTypes;
import dev.dream.process.Wording;

/**
 * Says within Jackson, in our words, why a message is refused. The codec makes a
 * MessageCodecException of it; users never see it.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refusal(String why) {
    super(why, null, false, false);
  }

  static Refusal unregistered(String type, MessageTypes types) {
    return new Refusal(
        "%s is not registered; register it with MessageTypes %s"
            .formatted(type, Wording.someOf("registered", types.names())));
  }

  static void requireString(int length, int limit) {
    if (length > limit) {
      throw new Refusal(
          "a string of %d characters, limit %d; send less, or raise MessageLimits.maxStringLength"
              .formatted(length, limit));
    }
  }

  static void requireDepth(int depth, int limit) {
    if (depth > limit) {
      throw new Refusal(
          "at least %d levels deep, limit %d; flatten it, or raise MessageLimits.maxDepth"
              .formatted(depth, limit));
    }
  }
}
