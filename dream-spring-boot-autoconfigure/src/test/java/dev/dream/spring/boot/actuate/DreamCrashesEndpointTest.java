package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import dev.dream.crashes.Aftermath;
import dev.dream.crashes.Crash;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@Import(DreamCrashesEndpointTest.Vaults.class)
class DreamCrashesEndpointTest extends EndpointsOverHttp {

  /** A server with secrets. */
  static final class Vault implements GenServer<Vault.Content, Call<Vault, ?>, Vault.Open> {

    record Content(String owner, String password) {}

    record Open(String code, String accessToken) implements Cast<Vault> {}

    @Override
    public InitResult<Content> init() {
      return ok(new Content("bob", "hunter2"));
    }

    @Override
    public CastResult<Content> handleCast(Open open, Content content) {
      throw new IllegalStateException("wrong code, token=hunter2, card 1234");
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Vaults {

    @Bean
    ChildSpec<Vault> vault() {
      return ChildSpec.worker("vault", Vault::new);
    }

    @Bean
    SanitizingFunction cards() {
      return data ->
          data.getValue() instanceof String text
              ? data.withValue(text.replace("card 1234", "card ****"))
              : data;
    }
  }

  /** Crashes the vault and returns the number of its crash, once it runs again. */
  final long crash() {
    Pid pid = dream.whereis("vault").orElseThrow();
    dream.<Vault>ref("vault").cast(new Vault.Open("7", "hunter2"));
    await().until(() -> restarted(pid) != null);
    Crash crash = restarted(pid);
    assertThat(crash).isNotNull();
    return crash.number();
  }

  private @Nullable Crash restarted(Pid pid) {
    return dream.crashes().latest().stream()
        .filter(crash -> crash.report().process().equals(pid))
        .filter(crash -> crash.child() != null)
        .filter(crash -> crash.child().aftermath() instanceof Aftermath.Restarted)
        .findFirst()
        .orElse(null);
  }

  @Test
  void crashesAreListedTheLatestFirst() {
    long first = crash();
    long second = crash();
    get("/dreamcrashes?limit=2")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.node")
        .isEqualTo("shop")
        .jsonPath("$.capacity")
        .isEqualTo(100)
        .jsonPath("$.full")
        .value(value -> assertThat(((Number) value).longValue()).isGreaterThanOrEqualTo(second))
        .jsonPath("$.brief")
        .isEqualTo(0)
        .jsonPath("$.crashes[*].number")
        .value(value -> assertThat(value).asInstanceOf(LIST).hasSize(2))
        .jsonPath("$.crashes[0].number")
        .isEqualTo((int) second)
        .jsonPath("$.crashes[0].name")
        .isEqualTo("vault")
        .jsonPath("$.crashes[0].module")
        .isEqualTo("Vault")
        .jsonPath("$.crashes[0].reasonType")
        .isEqualTo("java.lang.IllegalStateException")
        .jsonPath("$.crashes[0].supervision.supervisorName")
        .isEqualTo("shop.supervisor")
        .jsonPath("$.crashes[0].supervision.child")
        .isEqualTo("vault")
        .jsonPath("$.crashes[0].supervision.outcome")
        .isEqualTo("restarted")
        .jsonPath("$.crashes[0].supervision.restartedAs")
        .isEqualTo(pidOf("vault"));
    get("/dreamcrashes?limit=1&offset=1")
        .expectBody()
        .jsonPath("$.crashes[0].number")
        .isEqualTo((int) first);
  }

  @Test
  void oneCrashIsShownWithoutItsContents() {
    long number = crash();
    String body = body("/dreamcrashes/" + number);
    assertThat(body).doesNotContain("hunter2").doesNotContain("bob").doesNotContain("wrong code");
    get("/dreamcrashes/" + number)
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("******")
        .jsonPath("$.lastMessage")
        .isEqualTo("******")
        .jsonPath("$.reason")
        .isEqualTo("******")
        .jsonPath("$.thrown.message")
        .isEqualTo("******")
        .jsonPath("$.thrown.type")
        .isEqualTo("java.lang.IllegalStateException")
        .jsonPath("$.thrown.frames[0]")
        .value(frame -> assertThat(frame).asString().contains("Vault.handleCast"))
        .jsonPath("$.lastMessageType")
        .isEqualTo("Open")
        .jsonPath("$.lastTypes[0]")
        .isEqualTo("Open")
        .jsonPath("$.ancestors[0].name")
        .isEqualTo("shop.supervisor");
  }

  final String body(String path) {
    return new String(
        get(path).expectStatus().isOk().expectBody().returnResult().getResponseBody());
  }

  @Test
  void aCrashLeadsToTheOneBefore() {
    long first = crash();
    long second = crash();
    get("/dreamcrashes/" + second)
        .expectBody()
        .jsonPath("$.follows")
        .isEqualTo((int) first)
        .jsonPath("$.supervision.restarts")
        .value(value -> assertThat(((Number) value).intValue()).isPositive());
  }

  @Test
  void badInputIsRefused() {
    refused(get("/dreamcrashes/999999999"), 404, "no crash has the number 999999999");
    refused(get("/dreamcrashes/abc"), 400, "number must be a number from 1");
    refused(get("/dreamcrashes/" + "9".repeat(300)), 400, "at most 256 characters");
    refused(get("/dreamcrashes?limit=1001"), 400, "limit must be a number from 1 to 1000");
    refused(get("/dreamcrashes?offset=-1"), 400, "offset must be a number from 0");
  }

  /** To somebody who may see them, contents are shown: what the engine left of them. */
  @Nested
  @TestPropertySource(properties = "management.endpoint.dreamcrashes.show-values=always")
  class WithValues {

    @Test
    void contentsAreShownWithoutSecrets() {
      long number = crash();
      assertThat(body("/dreamcrashes/" + number)).doesNotContain("hunter2");
      get("/dreamcrashes/" + number)
          .expectBody()
          .jsonPath("$.state")
          .isEqualTo("Content[owner=bob, password=******]")
          .jsonPath("$.lastMessage")
          .isEqualTo("Open[code=7, accessToken=******]")
          .jsonPath("$.reason")
          .isEqualTo("java.lang.IllegalStateException: wrong code, token=******, card ****")
          .jsonPath("$.thrown.message")
          .isEqualTo("wrong code, token=******, card ****");
    }
  }
}
