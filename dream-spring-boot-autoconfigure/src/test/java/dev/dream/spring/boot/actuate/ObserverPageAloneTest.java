package dev.dream.spring.boot.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The observer page where other endpoints are not exposed. */
@TestPropertySource(properties = "management.endpoints.web.exposure.include=dream,dreamprocesses")
class ObserverPageAloneTest extends EndpointsOverHttp {

  @Test
  void saysWhatIsNotExposed() {
    try (Browser browser = Browser.start()) {
      browser.open(url("/dream"));
      browser.awaitText(
          "#trouble", "dreamsupervisors is not there: is it in management.endpoints.web.exposure");
      browser.click("nav a", "Processes");
      browser.find(".processes .space .row .title", "counter");
      browser.awaitTrue("return document.getElementById('trouble').hidden");
    }
  }
}
