package dev.dream.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.supervisor.SupervisorSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartOrderTest {

  private static Application app(String name, String... dependencies) {
    return Application.of(
        name, ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), dependencies);
  }

  private static List<String> order(Set<String> running, Application... applications) {
    return StartOrder.of(List.of(applications), running).stream().map(Application::name).toList();
  }

  private static void assertRefused(String message, Application... applications) {
    assertThatExceptionOfType(ApplicationException.class)
        .isThrownBy(() -> order(Set.of("running"), applications))
        .withMessage(message);
  }

  @Test
  void keepsTheGivenOrderWhereNothingDependsOnAnything() {
    assertThat(order(Set.of(), app("b"), app("a"), app("c"))).containsExactly("b", "a", "c");
  }

  @Test
  void putsEachAfterWhatItNeeds() {
    assertThat(order(Set.of(), app("web", "db", "log"), app("db", "log"), app("log")))
        .containsExactly("log", "db", "web");
  }

  @Test
  void takesWhatRunsForGranted() {
    assertThat(order(Set.of("db"), app("web", "db"))).containsExactly("web");
  }

  @Test
  void namesACycle() {
    assertRefused("applications depend on each other: a -> b -> a", app("a", "b"), app("b", "a"));
    assertRefused(
        "applications depend on each other: b -> c -> b",
        app("a", "b"),
        app("b", "c"),
        app("c", "b"));
    assertRefused("applications depend on each other: a -> a", app("a", "a"));
  }

  @Test
  void listsWhatIsThereWhenSomethingIsMissing() {
    assertRefused(
        "application \"web\" needs \"db\", which is not there (there are: \"web\", \"log\")",
        app("web", "db"),
        app("log"));
  }

  @Test
  void refusesANameTwiceAndOneThatRuns() {
    assertRefused("two applications have the name \"a\"", app("a"), app("a"));
    assertRefused("start application \"running\" failed: it runs already", app("running"));
  }
}
