package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.dream.process.Pid;
import jakarta.servlet.Filter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;

/** The observer page behind Spring Security: with a login, roles, and protection against CSRF. */
@Import(ObserverPageSecuredTest.Security.class)
@TestPropertySource(
    properties = {
      "management.endpoint.dreamprocesses.show-values=when-authorized",
      "management.endpoint.dreamprocesses.roles=OPERATOR"
    })
class ObserverPageSecuredTest extends EndpointsOverHttp {

  private Browser browser;

  @BeforeEach
  void start() {
    browser = Browser.start();
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private void open(String user) {
    browser.open(url("/dream").replace("http://", "http://%s:secret@".formatted(user)));
    browser.click(".tree .title", "counter");
  }

  @Test
  void isForThoseWhoLogIn() {
    get("/dream").expectStatus().isUnauthorized();
    get("/dream/app.js").expectStatus().isUnauthorized();
  }

  @Test
  void changesWithTheToken() {
    Pid counter = dream.whereis("counter").orElseThrow();
    open("operator");

    browser.click("#details button", "Kill");
    browser.click("dialog button.danger");

    Awaitility.await().until(() -> !dream.alive(counter));
  }

  @Test
  void showsContentsToWhoHasTheRole() {
    open("operator");
    browser.click("#details button", "Show");
    assertThat(browser.text("#details pre[aria-label=State]")).matches("\\d+");

    open("guest");
    browser.click("#details button", "Show");
    assertThat(browser.text("#details pre[aria-label=State]")).isEqualTo("******");
  }

  @Test
  void saysWhatTheTokenIsNeededFor() {
    Pid counter = dream.whereis("counter").orElseThrow();
    open("operator");
    browser.click("#details button", "Kill");
    browser.find("dialog button.danger");
    browser.run("Object.defineProperty(document, 'cookie', {get: () => ''})");

    browser.click("dialog button.danger");

    browser.awaitText("dialog", "Spring Security's CSRF protection wants its token");
    assertThat(dream.alive(counter)).isTrue();
  }

  @EnableWebSecurity
  @TestConfiguration(proxyBeanMethods = false)
  static class Security {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(withDefaults())
          .csrf(CsrfConfigurer::spa)
          .build();
    }

    @Bean
    FilterRegistrationBean<Filter> registration(
        @Qualifier("springSecurityFilterChain") Filter chain) {
      return new FilterRegistrationBean<>(chain);
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("operator").password("{noop}secret").roles("OPERATOR").build(),
          User.withUsername("guest").password("{noop}secret").roles("GUEST").build());
    }
  }
}
