package dev.dream.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.OverloadedException;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

class DreamWebAutoConfigurationTest {

  private static final AutoConfigurations BOTH =
      AutoConfigurations.of(DreamAutoConfiguration.class, DreamWebAutoConfiguration.class);

  private final WebApplicationContextRunner web =
      new WebApplicationContextRunner().withConfiguration(BOTH);

  @Test
  void handlesOverloadInWebApplicationsOnly() {
    web.run(context -> assertThat(context).hasSingleBean(OverloadAdvice.class));
    new ApplicationContextRunner()
        .withConfiguration(BOTH)
        .run(context -> assertThat(context).doesNotHaveBean(OverloadAdvice.class));
  }

  @Test
  void canBeSwitchedOff() {
    web.withPropertyValues("dream.web.handle-overload=false")
        .run(context -> assertThat(context).doesNotHaveBean(OverloadAdvice.class));
    web.withPropertyValues("dream.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(OverloadAdvice.class));
  }

  @Test
  void needsSpringWeb() {
    web.withClassLoader(new FilteredClassLoader(ControllerAdvice.class))
        .run(context -> assertThat(context).doesNotHaveBean("dreamOverloadAdvice"));
  }

  @Nested
  @SpringBootTest(
      classes = OverloadOverHttp.Application.class,
      webEnvironment = WebEnvironment.RANDOM_PORT)
  class WithMvc extends OverloadOverHttp {}

  @Nested
  @SpringBootTest(
      classes = OverloadOverHttp.Application.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "spring.main.web-application-type=reactive")
  class WithWebFlux extends OverloadOverHttp {}

  @ControllerAdvice
  static class OwnAdvice {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
    void own(OverloadedException refused) {}
  }

  @Nested
  @SpringBootTest(
      classes = OverloadOverHttp.Application.class,
      webEnvironment = WebEnvironment.RANDOM_PORT)
  @Import(OwnAdvice.class)
  class WithAdviceOfTheApplication extends OverloadOverHttp {

    @Override
    @Test
    void aRefusedCallIsServiceUnavailable() {
      get("/now").expectStatus().isEqualTo(429);
    }

    @Override
    @Test
    void soIsOneThatNeedsOneProcessTooMany() {
      get("/desks/first").expectStatus().isOk();
      get("/desks/second").expectStatus().isEqualTo(429);
    }

    @Override
    @Test
    void soIsOneWhoseAnswerIsAFuture() {
      get("/later").expectStatus().isEqualTo(429);
    }
  }
}
