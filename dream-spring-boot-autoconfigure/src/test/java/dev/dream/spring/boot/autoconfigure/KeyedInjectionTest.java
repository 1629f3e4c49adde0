package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dream.Dream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.keyed.TooManyProcessesException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.spring.boot.Counter;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Processes by key: a {@code KeyedSpec} bean is a tree, and what asks for the client gets it. */
class KeyedInjectionTest {

  interface OrderDesk {

    String order(String item);
  }

  static class OrderDeskService implements OrderDesk {

    private final String customer;
    private int orders;

    OrderDeskService(String customer) {
      this.customer = customer;
    }

    @Override
    public String order(String item) {
      return customer + " " + ++orders + " " + item;
    }
  }

  record Shop(Keyed<String, OrderDesk> desks) {}

  @Configuration(proxyBeanMethods = false)
  static class Desks {

    @Bean
    KeyedSpec<String, OrderDesk> desks() {
      return Keyed.service(OrderDesk.class, OrderDeskService::new);
    }

    @Bean
    Shop shop(Keyed<String, OrderDesk> desks) {
      return new Shop(desks);
    }
  }

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Test
  void isInjectedByItsTypes() {
    runner
        .withUserConfiguration(Desks.class)
        .run(
            context -> {
              Keyed<String, OrderDesk> desks = context.getBean(Shop.class).desks();
              assertThat(desks.get("ann").order("tea")).isEqualTo("ann 1 tea");
              assertThat(desks.get("bob").order("rum")).isEqualTo("bob 1 rum");
              assertThat(desks.get("ann").order("milk")).isEqualTo("ann 2 milk");
              assertThat(desks).hasToString("Keyed[desks]");
              assertThat(desks.get("ann")).hasToString("OrderDesk[{\"desks\", \"ann\"}]");
              assertThat(context.getBean(Dream.class).whereis("desks.supervisor")).isPresent();
            });
  }

  @Test
  void findsTheProcessOfAKeyAfterACrash() {
    runner
        .withUserConfiguration(Desks.class)
        .run(
            context -> {
              Keyed<String, OrderDesk> desks = context.getBean(Shop.class).desks();
              OrderDesk ann = desks.get("ann");
              assertThat(ann.order("tea")).isEqualTo("ann 1 tea");
              Pid first = desks.whereis("ann").orElseThrow();
              context.getBean(Dream.class).exit(first, ExitReason.KILL);
              Awaitility.await()
                  .until(() -> desks.whereis("ann").filter(p -> !p.equals(first)).isPresent());
              assertThat(ann.order("milk")).isEqualTo("ann 1 milk");
            });
  }

  record Users(
      Keyed<String, OrderDesk> north,
      Keyed<String, OrderDesk> south,
      Keyed<Integer, OrderDesk> numbered,
      Keyed<String, ServerRef<Counter>> counters) {}

  @Configuration(proxyBeanMethods = false)
  static class Many {

    @Bean
    KeyedSpec<String, OrderDesk> north() {
      return Keyed.service(OrderDesk.class, OrderDeskService::new);
    }

    @Bean
    KeyedSpec<String, OrderDesk> south() {
      return Keyed.service(OrderDesk.class, (String key) -> new OrderDeskService("southern " + key))
          .id("southern-desks");
    }

    @Bean
    KeyedSpec<Integer, OrderDesk> numbered() {
      return Keyed.service(
              OrderDesk.class, (Integer number) -> new OrderDeskService("number " + number))
          .maxProcesses(1);
    }

    @Bean
    KeyedSpec<String, ServerRef<Counter>> counters() {
      return Keyed.server((String _) -> new Counter());
    }

    @Bean
    Users users(
        @Qualifier("north") Keyed<String, OrderDesk> north,
        @Qualifier("south") Keyed<String, OrderDesk> south,
        Keyed<Integer, OrderDesk> numbers,
        Keyed<String, ServerRef<Counter>> counts) {
      return new Users(north, south, numbers, counts);
    }
  }

  @Test
  void isChosenByItsTypesOrByItsBean() {
    runner
        .withUserConfiguration(Many.class)
        .run(
            context -> {
              Users users = context.getBean(Users.class);
              assertThat(users.north().get("ann").order("tea")).isEqualTo("ann 1 tea");
              assertThat(users.south().get("ann").order("tea")).isEqualTo("southern ann 1 tea");
              assertThat(users.numbered().get(7).order("tea")).isEqualTo("number 7 1 tea");
              assertThat(users.counters().get("a").call(new Counter.Add(0))).isEqualTo(0);
              assertThatExceptionOfType(TooManyProcessesException.class)
                  .isThrownBy(() -> users.numbered().get(8).order("tea"));
            });
  }

  @Test
  void waitsAsLongAsTheEngineSays() {
    runner
        .withUserConfiguration(Many.class)
        .withPropertyValues("dream.call-timeout=7s")
        .run(
            context ->
                assertThat(context.getBean(Users.class).counters().get("a").timeout())
                    .isEqualTo(Duration.ofSeconds(7)));
  }

  /** The desk of one customer may need that of another. */
  @Configuration(proxyBeanMethods = false)
  static class Related {

    @Bean
    KeyedSpec<String, OrderDesk> desks(Keyed<String, OrderDesk> others) {
      return Keyed.service(
          OrderDesk.class,
          (String key) -> item -> key.isEmpty() ? item : others.get(key.substring(1)).order(item));
    }
  }

  @Test
  void mayBeNeededByItsOwnProcesses() {
    runner
        .withUserConfiguration(Related.class)
        .run(
            context -> {
              Keyed<String, OrderDesk> desks =
                  context
                      .<Keyed<String, OrderDesk>>getBeanProvider(
                          ResolvableType.forClassWithGenerics(
                              Keyed.class, String.class, OrderDesk.class))
                      .getObject();
              assertThat(desks.get("abc").order("tea")).isEqualTo("tea");
              assertThat(desks.count()).isEqualTo(4);
            });
  }

  @Test
  void failsWhenTheEngineIsStopped() {
    runner
        .withUserConfiguration(Desks.class)
        .run(
            context -> {
              OrderDesk ann = context.getBean(Shop.class).desks().get("ann");
              context.getBean(DreamLifecycle.class).stop();
              assertThatExceptionOfType(CallException.class).isThrownBy(() -> ann.order("tea"));
              context.getBean(DreamLifecycle.class).start();
              assertThat(ann.order("tea")).isEqualTo("ann 1 tea");
            });
  }

  @Test
  void isKnownAheadOfTime() {
    runner
        .withUserConfiguration(Desks.class)
        .run(
            context -> {
              RuntimeHints hints = new RuntimeHints();
              GenerationContext generation = mock(GenerationContext.class);
              when(generation.getRuntimeHints()).thenReturn(hints);
              new ServiceHints()
                  .processAheadOfTime(context.getBeanFactory())
                  .applyTo(generation, mock(BeanFactoryInitializationCode.class));

              assertThat(RuntimeHintsPredicates.proxies().forInterfaces(OrderDesk.class))
                  .accepts(hints);
            });
  }

  @Nested
  @SpringBootTest(classes = Desks.class)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  class Mocked {

    @MockitoBean Keyed<String, OrderDesk> desks;
    @Autowired Shop shop;

    @Test
    void isWhatTheOthersGet() {
      when(desks.get("ann")).thenReturn(item -> "mocked " + item);
      assertThat(shop.desks().get("ann").order("tea")).isEqualTo("mocked tea");
    }
  }
}
