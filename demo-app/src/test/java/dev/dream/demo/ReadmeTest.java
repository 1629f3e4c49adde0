package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ReflectionUtils;

/** The code in README.md compiles, and does what the README says. */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path directory;

  private static ClassLoader classes;

  @BeforeAll
  static void everyJavaBlockCompiles() throws IOException {
    classes = DocumentedCode.compile(directory, DocumentedCode.blocks(Files.readString(README)));
  }

  @Test
  void plainProcessesTalkToEachOther() throws Exception {
    Method once = classes.loadClass("com.example.PingPong").getDeclaredMethod("once", Dream.class);
    once.setAccessible(true);
    try (Dream dream = Dream.create()) {
      assertThat(once.invoke(null, dream)).isEqualTo("Pong[] then normal");
    }
  }

  @Test
  void theFirstServerCounts() throws Exception {
    Thread.currentThread().setContextClassLoader(classes);
    try (ConfigurableApplicationContext context = startCounterApplication()) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      assertThat(post("http://127.0.0.1:" + port + "/counter?by=5")).isEqualTo("5");
      assertThat(post("http://127.0.0.1:" + port + "/counter?by=2")).isEqualTo("7");
      assertThat(visit(context, "home")).isEqualTo(1);
      assertThat(visit(context, "home")).isEqualTo(2);
      assertThat(visit(context, "news")).isEqualTo(1);
      assertThat(order(context, "ann", "tea")).isEqualTo(2);
      assertThat(order(context, "ann", "milk")).isEqualTo(3);
      assertThat(order(context, "bob", "tea")).isEqualTo(2);
      deliversAfterTheCommit(context);
      assertThat(post("http://127.0.0.1:" + port + "/counter?by=1")).isEqualTo("1");
    } finally {
      Thread.currentThread().setContextClassLoader(ReadmeTest.class.getClassLoader());
    }
  }

  @Test
  void itsTestPasses() throws Exception {
    Thread.currentThread().setContextClassLoader(classes);
    try {
      EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(classes.loadClass("com.example.CounterTest")))
          .configurationParameter("dream.test.assert-receive-millis", "30000")
          .execute()
          .testEvents()
          .assertStatistics(all -> all.succeeded(2).failed(0));
    } finally {
      Thread.currentThread().setContextClassLoader(ReadmeTest.class.getClassLoader());
    }
  }

  @Test
  void theLimitsAreThoseOfItsYaml() throws Exception {
    Matcher block = YAML_BLOCK.matcher(Files.readString(README));
    assertThat(block.find()).isTrue();
    Path yaml = Files.writeString(directory.resolve("application.yml"), block.group(1));
    Thread.currentThread().setContextClassLoader(classes);
    try (ConfigurableApplicationContext context =
        startCounterApplication(yaml.toUri().toString())) {
      Dream dream = context.getBean(Dream.class);
      Pid counters = dream.whereis("counters").orElseThrow();
      SupervisorInfo rules = Supervisor.info(dream.node(), counters).orElseThrow();
      assertThat(rules.strategy()).isEqualTo(Strategy.ONE_FOR_ALL);
      assertThat(rules.maxRestarts()).isEqualTo(10);
      assertThat(rules.children()).extracting(ChildInfo::shutdown).asString().contains("2 s");
      assertThat(Supervisor.getChildSpec(dream.ref("application.supervisor"), "counter").backoff())
          .isNotNull();
    } finally {
      Thread.currentThread().setContextClassLoader(ReadmeTest.class.getClassLoader());
    }
  }

  private static Object visit(ConfigurableApplicationContext context, String page)
      throws Exception {
    Class<?> visits = classes.loadClass("com.example.PageProcesses$Visits");
    Method visit = visits.getDeclaredMethod("visit", String.class);
    visit.setAccessible(true);
    return visit.invoke(context.getBean(visits), page);
  }

  private static Object order(ConfigurableApplicationContext context, String customer, String item)
      throws Exception {
    Class<?> visits = classes.loadClass("com.example.PageProcesses$Visits");
    Method order = visits.getDeclaredMethod("order", String.class, String.class);
    order.setAccessible(true);
    return order.invoke(context.getBean(visits), customer, item);
  }

  private static void deliversAfterTheCommit(ConfigurableApplicationContext context)
      throws Exception {
    JdbcClient database = context.getBean(JdbcClient.class);
    database.sql("create table delivery (pieces int)").update();
    Class<?> deliveries = classes.loadClass("com.example.Deliveries");
    Method accept = deliveries.getDeclaredMethod("accept", int.class);
    accept.setAccessible(true);
    accept.invoke(context.getBean(deliveries), 5);
    assertThat(left(context)).isEqualTo(15);
    TransactionTemplate rolledBack =
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    rolledBack.executeWithoutResult(
        status -> {
          ReflectionUtils.invokeMethod(accept, context.getBean(deliveries), 7);
          status.setRollbackOnly();
        });
    assertThat(left(context)).isEqualTo(15);
    assertThat(database.sql("select pieces from delivery").query(Integer.class).list())
        .containsExactly(5);
  }

  private static Object left(ConfigurableApplicationContext context) throws Exception {
    Class<?> stock = classes.loadClass("com.example.Stock");
    Method left = stock.getDeclaredMethod("left");
    left.setAccessible(true);
    return ((CompletableFuture<?>) left.invoke(context.getBean(stock))).get(5, TimeUnit.SECONDS);
  }

  private static ConfigurableApplicationContext startCounterApplication() throws Exception {
    return startCounterApplication("optional:classpath:/none/");
  }

  private static ConfigurableApplicationContext startCounterApplication(String configuration)
      throws Exception {
    return SpringApplication.run(
        classes.loadClass("com.example.CounterApplication"),
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.config.location=" + configuration,
        "--spring.sql.init.mode=never");
  }

  private static String post(String uri) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.noBody()).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
