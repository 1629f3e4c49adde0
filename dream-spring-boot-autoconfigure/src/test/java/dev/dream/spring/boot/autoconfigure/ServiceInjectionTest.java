package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Services: what asks for the interface gets the client. */
class ServiceInjectionTest {

  interface Stock {

    int add(int pieces);
  }

  static class StockService implements Stock {

    private int pieces;

    @Override
    public int add(int more) {
      pieces += more;
      return pieces;
    }
  }

  record Shop(Stock stock) {}

  @Configuration(proxyBeanMethods = false)
  static class OneStock {

    @Bean
    ChildSpec<Stock> stock() {
      return ChildSpec.service(Stock.class, StockService::new);
    }

    @Bean
    Shop shop(Stock stock) {
      return new Shop(stock);
    }
  }

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Test
  void isInjectedByItsInterface() {
    runner
        .withUserConfiguration(OneStock.class)
        .run(
            context -> {
              Stock stock = context.getBean(Shop.class).stock();
              assertThat(stock.add(5)).isEqualTo(5);
              assertThat(stock.add(2)).isEqualTo(7);
              assertThat(stock).hasToString("Stock[\"stock\"]");
              assertThat(context.getBean("stockRef")).isInstanceOf(ServerRef.class);
            });
  }

  @Test
  void survivesRestarts() {
    runner
        .withUserConfiguration(OneStock.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              Stock stock = context.getBean(Shop.class).stock();
              assertThat(stock.add(5)).isEqualTo(5);
              Pid first = dream.whereis("stock").orElseThrow();
              dream.exit(first, ExitReason.KILL);
              Awaitility.await()
                  .until(() -> dream.whereis("stock").filter(p -> !p.equals(first)).isPresent());
              assertThat(stock.add(1)).isEqualTo(1);
            });
  }

  record Shops(Stock north, Stock south) {}

  @Configuration(proxyBeanMethods = false)
  static class TwoStocks {

    @Bean
    ChildSpec<Stock> north() {
      return ChildSpec.service(Stock.class, StockService::new);
    }

    @Bean
    ChildSpec<Stock> south() {
      return ChildSpec.service("south-id", Stock.class, StockService::new);
    }

    @Bean
    Shops shops(@Qualifier("north") Stock north, @Qualifier("south-id") Stock south) {
      return new Shops(north, south);
    }
  }

  @Test
  void isChosenByBeanOrById() {
    runner
        .withUserConfiguration(TwoStocks.class)
        .run(
            context -> {
              Shops shops = context.getBean(Shops.class);
              assertThat(shops.north().add(1)).isEqualTo(1);
              assertThat(shops.south().add(10)).isEqualTo(10);
              assertThat(shops.north().add(1)).isEqualTo(2);
              assertThat(shops.south()).hasToString("Stock[\"south-id\"]");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class StockAsABean {

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    StockService stockService() {
      return new StockService();
    }

    @Bean
    ChildSpec<Stock> stock(ObjectProvider<StockService> services) {
      return ChildSpec.service(Stock.class, services::getObject);
    }

    @Bean
    Shop shop(Stock stock) {
      return new Shop(stock);
    }
  }

  @Test
  void isTheFirstChoiceBesideItsOwnImplementation() {
    runner
        .withUserConfiguration(StockAsABean.class)
        .run(
            context ->
                assertThat(context.getBean(Shop.class).stock()).hasToString("Stock[\"stock\"]"));
  }

  @Test
  void isKnownAheadOfTime() {
    runner
        .withUserConfiguration(OneStock.class)
        .run(
            context -> {
              RuntimeHints hints = new RuntimeHints();
              GenerationContext generation = mock(GenerationContext.class);
              when(generation.getRuntimeHints()).thenReturn(hints);
              SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                  .load(BeanFactoryInitializationAotProcessor.class)
                  .stream()
                  .filter(ServiceHints.class::isInstance)
                  .map(processor -> processor.processAheadOfTime(context.getBeanFactory()))
                  .forEach(
                      found ->
                          found.applyTo(generation, mock(BeanFactoryInitializationCode.class)));

              assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Stock.class))
                  .accepts(hints);
              assertThat(
                      RuntimeHintsPredicates.reflection()
                          .onMethodInvocation(Stock.class.getMethod("add", int.class)))
                  .accepts(hints);
            });
  }

  @Nested
  @SpringBootTest(classes = OneStock.class)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  class Mocked {

    @MockitoBean Stock stock;
    @Autowired Shop shop;

    @Test
    void isWhatTheOthersGet() {
      when(stock.add(1)).thenReturn(42);
      assertThat(shop.stock().add(1)).isEqualTo(42);
    }
  }
}
