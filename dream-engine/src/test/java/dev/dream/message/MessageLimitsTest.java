package dev.dream.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessageLimitsTest {

  @Test
  void defaultsAreThose() {
    assertThat(MessageLimits.DEFAULT).isEqualTo(new MessageLimits(16_777_216, 64, 8_388_608));
  }

  @Test
  void oneLimitChangesAlone() {
    assertThat(MessageLimits.DEFAULT.withMaxBytes(1).withMaxDepth(2).withMaxStringLength(3))
        .isEqualTo(new MessageLimits(1, 2, 3));
  }

  @Test
  void whatIsNotPositiveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageLimits.DEFAULT.withMaxBytes(0))
        .withMessage("maxBytes is 0, must be at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> MessageLimits.DEFAULT.withMaxDepth(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageLimits.DEFAULT.withMaxStringLength(0));
  }

  @Test
  void depthsThatCouldOverflowAStackAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageLimits.DEFAULT.withMaxDepth(501))
        .withMessage("maxDepth is 501, limit 500: deeper messages could overflow a stack");
  }
}
