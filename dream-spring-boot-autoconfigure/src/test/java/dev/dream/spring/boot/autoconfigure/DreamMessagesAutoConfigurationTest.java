package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.message.MessageCodec;
import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageTypes;
import dev.dream.message.jackson.JacksonMessageCodec;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.dataformat.cbor.CBORMapper;

class DreamMessagesAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class, DreamMessagesAutoConfiguration.class));

  @Configuration(proxyBeanMethods = false)
  static class Server {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Types {

    @Bean
    MessageTypes types() {
      return MessageTypes.of(Counter.Request.class);
    }
  }

  @Test
  void messagesAreNotVerifiedByDefault() {
    runner
        .withUserConfiguration(Server.class, Types.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(JacksonMessageCodec.class);
              assertThat(context).doesNotHaveBean(MessageVerification.class);
            });
  }

  @Test
  void anUnknownTypeIsRefusedWhenVerified() {
    runner
        .withUserConfiguration(Server.class, Types.class)
        .withPropertyValues("dream.messages.verify=true")
        .run(
            context -> {
              ServerRef<Counter> counter = context.getBean(Dream.class).ref("counter");
              assertThat(counter.call(new Counter.Add(3))).isEqualTo(3);
              assertThatExceptionOfType(MessageCodecException.class)
                  .isThrownBy(() -> counter.cast(new Counter.Crash()));
            });
  }

  @Test
  void supervisorsAreToldWhatCannotTravel() {
    runner
        .withUserConfiguration(Server.class, Types.class)
        .withPropertyValues("dream.messages.verify=true")
        .run(
            context -> {
              ServerRef<Supervisor> root =
                  context.getBean(Dream.class).ref("application.supervisor");
              assertThat(Supervisor.startChild(root, ChildSpec.worker("more", Counter::new)))
                  .isInstanceOf(StartResult.Started.class);
            });
  }

  @Test
  void verificationWithoutTypesFailsAtTheStart() {
    runner
        .withPropertyValues("dream.messages.verify=true")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("dream.messages.verify")
                    .hasMessageContaining("it needs a MessageTypes bean"));
  }

  @Test
  void thereIsNoCodecWithoutJackson() {
    runner
        .withUserConfiguration(Types.class)
        .withClassLoader(new FilteredClassLoader(CBORMapper.class))
        .run(context -> assertThat(context).doesNotHaveBean(MessageCodec.class));
  }
}
