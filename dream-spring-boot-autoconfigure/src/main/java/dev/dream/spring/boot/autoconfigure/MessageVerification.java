package dev.dream.spring.boot.autoconfigure;

import dev.dream.DreamOptions;
import dev.dream.message.MessageCheck;
import dev.dream.message.MessageCodec;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Has every message checked, but for those that hold what stays in the JVM anyway. */
final class MessageVerification implements DreamOptionsCustomizer {

  private final MessageCheck check;

  MessageVerification(@Nullable MessageCodec codec) {
    if (codec == null) {
      throw new InvalidConfigurationPropertyValueException(
          "dream.messages.verify",
          true,
          "it needs a MessageTypes bean that lists the types of messages and"
              + " jackson-dataformat-cbor on the class path, or a MessageCodec bean");
    }
    this.check = new MessageCheck(codec);
  }

  @Override
  public DreamOptions customize(DreamOptions options) {
    UnaryOperator<Object> before = options.node().outgoing();
    return options.outgoing(message -> check.apply(before.apply(message)));
  }
}
