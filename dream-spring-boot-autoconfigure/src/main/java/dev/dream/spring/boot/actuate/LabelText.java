package dev.dream.spring.boot.actuate;

import dev.dream.process.Wording;
import org.jspecify.annotations.Nullable;

/** Labels as they are written in JSON. A process may call itself anything. */
final class LabelText {

  private static final int LONGEST = 200;

  private LabelText() {}

  static @Nullable String of(@Nullable String label) {
    return label == null ? null : Wording.shortened(label, LONGEST);
  }
}
