package dev.dream.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dream.Dream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ContextPropagation;
import dev.dream.process.Node;
import dev.dream.spring.boot.Relay;
import dev.dream.spring.boot.Relay.Ask;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import io.micrometer.context.ThreadLocalAccessor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.i18n.LocaleContextHolder;

@Timeout(60)
class DreamContextAutoConfigurationTest {

  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DreamContextAutoConfiguration.class, DreamAutoConfiguration.class));

  @AfterEach
  void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
    TENANT.remove();
  }

  /** A tenant, or what else a key names. */
  private record Tenant(Object key) implements ThreadLocalAccessor<String> {

    @Override
    public @Nullable String getValue() {
      return TENANT.get();
    }

    @Override
    public void setValue(String tenant) {
      TENANT.set(tenant);
    }

    @Override
    public void setValue() {
      TENANT.remove();
    }
  }

  private static String seen(Dream dream, Supplier<@Nullable Object> what) {
    ServerRef<Relay> relay =
        dream.start(() -> new Relay(() -> String.valueOf(what.get()), List.of()));
    try {
      return relay.call(new Ask());
    } finally {
      relay.stop();
    }
  }

  @Test
  void takesTheLoggingContextAlongAndLeavesNoneBehind() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Relay> relay =
              dream.start(() -> new Relay(() -> "" + MDC.get("order"), List.of()));
          MDC.put("order", "17");
          assertThat(relay.call(new Ask())).isEqualTo("17");
          MDC.clear();
          assertThat(relay.call(new Ask())).isEqualTo("null");
        });
  }

  @Test
  void isThereWhenACrashIsLogged() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Node.class);
    lines.start();
    logger.addAppender(lines);
    MDC.put("order", "17");
    try {
      runner.run(
          context -> {
            Relay.Eye blind =
                () -> {
                  throw new IllegalStateException("on purpose");
                };
            ServerRef<Relay> relay =
                context.getBean(Dream.class).start(() -> new Relay(blind, List.of()));
            assertThatExceptionOfType(CallException.class).isThrownBy(() -> relay.call(new Ask()));
            await().atMost(Duration.ofSeconds(30)).until(() -> !lines.list.isEmpty());
          });
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list.getFirst().getFormattedMessage()).contains("crashed handling Ask");
    assertThat(lines.list.getFirst().getMDCPropertyMap()).containsEntry("order", "17");
  }

  @Test
  void leavesTheLoggingContextIfToldSo() {
    MDC.put("order", "17");
    runner
        .withPropertyValues("dream.context.mdc=false")
        .run(
            context ->
                assertThat(seen(context.getBean(Dream.class), () -> MDC.get("order")))
                    .isEqualTo("null"));
  }

  @Test
  void takesTheLocaleAlong() {
    Locale here = Locale.forLanguageTag("gsw-CH");
    LocaleContextHolder.setLocale(here);
    runner.run(
        context ->
            assertThat(seen(context.getBean(Dream.class), LocaleContextHolder::getLocale))
                .isEqualTo(here.toString()));
    runner
        .withPropertyValues("dream.context.locale=false")
        .run(
            context ->
                assertThat(seen(context.getBean(Dream.class), LocaleContextHolder::getLocale))
                    .isEqualTo(Locale.getDefault().toString()));
  }

  @Test
  void takesWhatBeansKnowAlong() {
    TENANT.set("acme");
    runner
        .withBean("tenant", ThreadLocalAccessor.class, () -> new Tenant("tenant"))
        .run(
            context ->
                assertThat(seen(context.getBean(Dream.class), TENANT::get)).isEqualTo("acme"));
  }

  @Test
  void takesWhoIsLoggedInAlongOnlyIfToldSo() {
    TENANT.set("ann");
    String key = "org.springframework.security.core.context.SecurityContext";
    ApplicationContextRunner secured =
        runner.withBean("user", ThreadLocalAccessor.class, () -> new Tenant(key));
    secured.run(
        context -> assertThat(seen(context.getBean(Dream.class), TENANT::get)).isEqualTo("null"));
    secured
        .withPropertyValues("dream.context.security=true")
        .run(
            context ->
                assertThat(seen(context.getBean(Dream.class), TENANT::get)).isEqualTo("ann"));
  }

  @Test
  void canBeSwitchedOffReplacedAndDoneWithout() {
    runner
        .withPropertyValues("dream.context.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ContextPropagation.class));
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer.context"))
        .run(context -> assertThat(context).hasSingleBean(Dream.class));
    ContextPropagation none = () -> null;
    runner
        .withBean(ContextPropagation.class, () -> none)
        .run(
            context ->
                assertThat(context.getBean(Dream.class).options().node().context()).isSameAs(none));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void losesNoMessageByABrokenAccessorAndSaysSoOnce(CapturedOutput output) {
    List<String> heard = new CopyOnWriteArrayList<>();
    ThreadLocalAccessor<String> broken =
        new ThreadLocalAccessor<>() {
          @Override
          public Object key() {
            return "broken";
          }

          @Override
          public @Nullable String getValue() {
            throw new IllegalStateException("no value today");
          }

          @Override
          public void setValue(String value) {}

          @Override
          public void setValue() {}
        };
    runner
        .withBean("broken", ThreadLocalAccessor.class, () -> broken)
        .run(
            context -> {
              heard.add(seen(context.getBean(Dream.class), () -> "first"));
              heard.add(seen(context.getBean(Dream.class), () -> "second"));
            });
    assertThat(heard).containsExactly("first", "second");
    assertThat(output).containsOnlyOnce("no value today").contains("capture the context");
  }
}
