package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Who follows {@code docs/guide.md} sees what it says, step by step. */
class GuideTest {

  private static final Path GUIDE = DocumentedCode.DOCS.resolve("guide.md");

  @TempDir private Path directory;

  private ConfigurableApplicationContext shop;

  @AfterEach
  void stop() {
    if (shop != null) {
      shop.close();
    }
    Thread.currentThread().setContextClassLoader(GuideTest.class.getClassLoader());
  }

  /** Compiles what a reader has after a step. */
  private ClassLoader compile(int step) throws Exception {
    Map<String, String> files = DocumentedCode.files(Files.readString(GUIDE), step);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().startsWith("src/main/resources/")) {
        Files.writeString(directory.resolve(Path.of(file.getKey()).getFileName()), file.getValue());
      }
    }
    ClassLoader classes = DocumentedCode.compile(directory, files);
    Thread.currentThread().setContextClassLoader(classes);
    return classes;
  }

  private void start(int step) throws Exception {
    ClassLoader classes = compile(step);
    Path configuration = directory.resolve("application.yaml");
    Path schema = directory.resolve("schema.sql");
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
    arguments.add(
        "--spring.config.location="
            + (Files.exists(configuration) ? configuration.toUri() : "optional:classpath:/none/"));
    arguments.add(
        Files.exists(schema)
            ? "--spring.sql.init.schema-locations=" + schema.toUri()
            : "--spring.sql.init.mode=never");
    shop =
        SpringApplication.run(
            classes.loadClass("com.example.shop.ShopApplication"),
            arguments.toArray(String[]::new));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    String port = shop.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> add(String item) throws Exception {
    return send("POST", "/carts/ann?item=" + item);
  }

  @Test
  void theServiceWithAMapAddsAnItem() throws Exception {
    start(1);

    assertThat(add("tea").body()).isEqualTo("[\"tea\"]");
  }

  @Test
  void aCartThatIsAProcessIsFullAtThree() throws Exception {
    start(3);

    assertThat(add("tea").body()).isEqualTo("[\"tea\"]");
    assertThat(add("milk").body()).isEqualTo("[\"tea\",\"milk\"]");
    assertThat(add("bread").statusCode()).isEqualTo(200);
    assertThat(add("jam").statusCode()).isEqualTo(409);
  }

  @Test
  void aCrashIsSeenAndTheCartIsEmptyAfterIt() throws Exception {
    start(4);
    add("tea");

    assertThat(add("").statusCode()).isEqualTo(500);

    await()
        .until(() -> send("GET", "/actuator/dreamsupervisors").body().contains("\"restarts\":1"));
    assertThat(send("GET", "/actuator/dreamcrashes?limit=1").body())
        .contains("java.lang.IllegalArgumentException", "\"outcome\":\"restarted\"");
    assertThat(add("milk").body()).isEqualTo("[\"milk\"]");
    assertThat(send("GET", "/actuator/dream").body()).contains("\"node\":\"shop\"");
  }

  @Test
  void whatIsStoredOutlivesACrash() throws Exception {
    start(5);

    assertThat(add("tea").body()).isEqualTo("[\"tea\"]");
    assertThat(add("").statusCode()).isEqualTo(500);
    assertThat(add("milk").body()).isEqualTo("[\"tea\",\"milk\"]");
  }

  @Test
  void theCartsHaveTheLimitThatIsSaid() throws Exception {
    start(6);

    assertThat(send("GET", "/actuator/dreamsupervisors").body())
        .contains("\"maxRestarts\":100,\"periodMillis\":10000");
  }

  @Test
  void itsTestPasses() throws Exception {
    ClassLoader classes = compile(7);

    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(classes.loadClass("com.example.shop.CartTest")))
        .configurationParameter("dream.test.assert-receive-millis", "30000")
        .execute()
        .testEvents()
        .debug()
        .assertStatistics(all -> all.succeeded(1).failed(0));
  }
}
