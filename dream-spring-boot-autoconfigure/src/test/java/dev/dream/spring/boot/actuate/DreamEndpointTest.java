package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.spring.boot.Counter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the engine is in short, and the observer page as an HTTP client sees it. */
class DreamEndpointTest extends EndpointsOverHttp {

  @Autowired private LoadHistory history;

  @Test
  void sumsUpTheEngine() {
    dream.<Counter>ref("counter").call(new Counter.Add(1));
    get("/dream")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.node")
        .isEqualTo("shop")
        .jsonPath("$.processes")
        .isEqualTo(dream.node().count())
        .jsonPath("$.scheduler.parallelism")
        .isEqualTo(dream.node().schedulerLoad().parallelism())
        .jsonPath("$.totals.messages")
        .value(count -> assertThat(((Number) count).longValue()).isPositive())
        .jsonPath("$.access.dreamprocesses")
        .isEqualTo("unrestricted")
        .jsonPath("$.alarms")
        .isEmpty();
  }

  @Test
  void tellsWhatItDidInEachSecond() {
    long messages = dream.node().messagesTaken();
    for (int i = 0; i < 100; i++) {
      dream.<Counter>ref("counter").call(new Counter.Add(1));
    }
    assertThat(dream.node().messagesTaken()).isGreaterThanOrEqualTo(messages + 99);

    Awaitility.await()
        .until(
            () ->
                history.journal().after(0, 1000).entries().stream()
                        .mapToLong(LoadSample::messages)
                        .sum()
                    >= 100);
    long known = history.journal().latest();
    get("/dream?since=" + (known - 1))
        .expectBody()
        .jsonPath("$.load[0].number")
        .isEqualTo(known)
        .jsonPath("$.load[0].processes")
        .value(count -> assertThat(((Number) count).intValue()).isPositive())
        .jsonPath("$.load[0].millis")
        .value(millis -> assertThat(((Number) millis).longValue()).isPositive());
  }

  @Test
  void looksOnlyWhileTheApplicationRuns() {
    assertThat(history.isRunning()).isTrue();
    history.stop();
    assertThat(history.isRunning()).isFalse();
    history.start();
    assertThat(history.isRunning()).isTrue();
  }

  @Test
  void isAPageToABrowser() {
    get("/dream", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Content-Type", "text/html;charset=UTF-8")
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .contains("<title>DREAM observer</title>")
                    .doesNotContain("http://", "https://"));
  }

  @ParameterizedTest
  @CsvSource({
    "app.js, text/javascript;charset=UTF-8",
    "style.css, text/css;charset=UTF-8",
    "icon.svg, image/svg+xml",
    "chart.js, text/javascript;charset=UTF-8",
  })
  void hasThePagesFiles(String file, String type) {
    get("/dream/" + file, "*/*")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Content-Type", type)
        .expectBody(String.class)
        .value(text -> assertThat(text).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "index.html",
        "..%2Fapp.js",
        "..%2F..%2FDreamPage.class",
        "page/app.js",
        "app.js%00",
        "%2e%2e/app.js",
        "META-INF/MANIFEST.MF"
      })
  void hasNoOthers(String file) {
    get("/dream/" + file, "*/*").expectStatus().value(status -> assertThat(status).isIn(400, 404));
  }
}
