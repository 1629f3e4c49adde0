package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.actuate.DreamApplicationsEndpoint.ApplicationEntry;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What exceptions say is shown by endpoints only as show-values, roles and functions allow. */
class ShowValuesTest {

  private static final String SECRET = "no card 4711";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(FragileTree.class)
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class,
                  DreamEndpointAutoConfiguration.class,
                  EndpointAutoConfiguration.class))
          .withPropertyValues("management.endpoints.web.exposure.include=*");

  @Configuration(proxyBeanMethods = false)
  static class FragileTree {

    @Bean
    AtomicBoolean broken() {
      return new AtomicBoolean();
    }

    @Bean
    SupervisorSpec shelf(AtomicBoolean broken) {
      return SupervisorSpec.oneForOne(ChildSpec.worker("vase", () -> vase(broken)));
    }

    private static Counter vase(AtomicBoolean broken) {
      if (broken.get()) {
        throw new IllegalStateException(SECRET);
      }
      return new Counter();
    }

    @Bean
    Application fragile() {
      return Application.of(
          "fragile",
          ApplicationType.TEMPORARY,
          SupervisorSpec.oneForOne(ChildSpec.worker("glass", Counter::new).named())
              .maxRestarts(0, SupervisorSpec.DEFAULT_PERIOD));
    }
  }

  private record User(String role) implements SecurityContext {
    @Override
    public @Nullable Principal getPrincipal() {
      return () -> "Ada";
    }

    @Override
    public boolean isUserInRole(String asked) {
      return asked.equals(role);
    }
  }

  /** Returns what is shown of why the application gave up. */
  private static String lastWords(ApplicationContext context, SecurityContext asker) {
    Dream dream = context.getBean(Dream.class);
    dream.whereis("glass").ifPresent(glass -> crash(dream));
    Awaitility.await().until(() -> dream.whereis("fragile.supervisor").isEmpty());
    return Awaitility.await()
        .until(
            () ->
                context
                    .getBean(DreamApplicationsEndpoint.class)
                    .applications(asker)
                    .applications()
                    .stream()
                    .filter(entry -> entry.name().equals("fragile"))
                    .map(ApplicationEntry::lastWords)
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("null"),
            words -> !words.equals("null"));
  }

  private static void crash(Dream dream) {
    ServerRef<Counter> glass = dream.ref("glass");
    glass.cast(new Counter.Crash());
  }

  /** Returns what is shown of why a child could not be restarted. */
  private static String refusal(ApplicationContext context) {
    context.getBean(AtomicBoolean.class).set(true);
    Object body =
        context
            .getBean(DreamSupervisorsEndpoint.class)
            .change(SecurityContext.NONE, "shelf", "vase", "restart")
            .getBody();
    return body instanceof Problem problem ? problem.message() : String.valueOf(body);
  }

  @Test
  void nothingIsShownByDefault() {
    runner.run(
        context -> {
          assertThat(lastWords(context, new User("admin"))).isEqualTo("******");
          assertThat(refusal(context)).contains("it did not start").doesNotContain(SECRET);
        });
  }

  @Test
  void everythingIsShownIfItIsSaid() {
    runner
        .withPropertyValues(
            "management.endpoint.dreamapplications.show-values=always",
            "management.endpoint.dreamsupervisors.show-values=always")
        .run(
            context -> {
              assertThat(lastWords(context, SecurityContext.NONE)).contains("crashed on demand");
              assertThat(refusal(context)).contains(SECRET);
            });
  }

  @Test
  void whoHasTheRoleSees() {
    runner
        .withPropertyValues(
            "management.endpoint.dreamapplications.show-values=when-authorized",
            "management.endpoint.dreamapplications.roles=admin")
        .run(
            context -> {
              assertThat(lastWords(context, new User("admin"))).contains("crashed on demand");
              assertThat(lastWords(context, new User("guest"))).isEqualTo("******");
              assertThat(lastWords(context, SecurityContext.NONE)).isEqualTo("******");
            });
  }

  @Test
  void sanitizingFunctionsAreAsked() {
    runner
        .withPropertyValues("management.endpoint.dreamapplications.show-values=always")
        .withBean(
            SanitizingFunction.class,
            () -> SanitizingFunction.sanitizeValue().ifKeyEquals("lastWords"))
        .run(context -> assertThat(lastWords(context, SecurityContext.NONE)).isEqualTo("******"));
  }
}
