package dev.dream.spring.boot.autoconfigure;

import dev.dream.Dream;
import dev.dream.message.MessageCodec;
import dev.dream.message.MessageTypes;
import dev.dream.message.jackson.JacksonMessageCodec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A codec for the messages of a {@code MessageTypes} bean, and the check of {@code
 * dream.messages.verify}.
 */
@AutoConfiguration(before = DreamAutoConfiguration.class)
@ConditionalOnClass(Dream.class)
@ConditionalOnBooleanProperty(name = "dream.enabled", matchIfMissing = true)
public final class DreamMessagesAutoConfiguration {

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnBooleanProperty("dream.messages.verify")
  MessageVerification dreamMessageVerification(ObjectProvider<MessageCodec> codecs) {
    return new MessageVerification(codecs.getIfAvailable());
  }

  /** The codec that comes with the engine, if the library behind it is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(CBORMapper.class)
  static class Jackson {

    @Bean
    @ConditionalOnBean(MessageTypes.class)
    @ConditionalOnMissingBean(MessageCodec.class)
    JacksonMessageCodec dreamMessageCodec(MessageTypes types) {
      return new JacksonMessageCodec(types);
    }
  }
}
