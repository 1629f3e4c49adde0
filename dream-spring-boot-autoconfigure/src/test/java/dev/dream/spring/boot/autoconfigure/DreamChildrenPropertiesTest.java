package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.BackoffChange;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.Child;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.MailboxChange;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.SupervisorChange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DreamChildrenPropertiesTest {

  private static final Map<Class<?>, String> PARTS =
      Map.of(
          Child.class, "dream.children.*.",
          MailboxChange.class, "dream.children.*.mailbox.",
          BackoffChange.class, "dream.children.*.backoff.",
          SupervisorChange.class, "dream.children.*.supervisor.");

  private static JsonNode metadata() throws IOException {
    String file = "/META-INF/spring-configuration-metadata.json";
    try (InputStream in = DreamChildrenProperties.class.getResourceAsStream(file)) {
      return JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonNode find(String kind, String name) throws IOException {
    return metadata()
        .path(kind)
        .valueStream()
        .filter(entry -> entry.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " of " + name));
  }

  @Test
  void areAllDescribedByMetadata() throws IOException {
    for (Map.Entry<Class<?>, String> part : PARTS.entrySet()) {
      for (RecordComponent component : part.getKey().getRecordComponents()) {
        if (!PARTS.containsKey(component.getType())) {
          JsonNode property = find("properties", part.getValue() + dashed(component.getName()));
          assertThat(property.path("description").asString()).endsWith(".");
          assertThat(property.path("type").asString()).startsWith(component.getType().getName());
        }
      }
    }
  }

  @Test
  void areNotDescribedByMetadataIfTheyAreNotThere() throws IOException {
    List<String> known = new ArrayList<>();
    PARTS.forEach(
        (type, prefix) -> {
          for (RecordComponent component : type.getRecordComponents()) {
            known.add(prefix + dashed(component.getName()));
          }
        });
    assertThat(metadata().path("properties").valueStream())
        .extracting(property -> property.path("name").asString())
        .filteredOn(name -> name.startsWith("dream.children.*"))
        .isSubsetOf(known);
  }

  @Test
  void areAMapForTheAnnotationProcessor() throws IOException {
    JsonNode children = find("properties", "dream.children");
    assertThat(children.path("type").asString())
        .isEqualTo(
            "java.util.Map<java.lang.String,%s$Child>"
                .formatted(DreamChildrenProperties.class.getName()));
    assertThat(children.path("description").asString())
        .isEqualTo("Changes to children of the root supervisor, by their ids.");
  }

  @ParameterizedTest
  @CsvSource({
    "restart, permanent transient temporary",
    "shutdown, brutal-kill infinity",
    "mailbox.overflow, refuse block",
    "mailbox.expired-calls, skip serve",
    "mailbox.in-hand, dropped dead-lettered retried-once",
    "supervisor.strategy, one_for_one one_for_all rest_for_one",
    "supervisor.auto-shutdown, never any-significant all-significant",
  })
  void haveTheirWordsAsHints(String property, String words) throws IOException {
    assertThat(find("hints", "dream.children.*." + property).path("values").valueStream())
        .extracting(value -> value.path("value").asString())
        .containsExactly(words.split(" "));
  }

  @Test
  void haveTheBeansAsHintsForTheirKeys() throws IOException {
    assertThat(find("hints", "dream.children.keys").path("providers").valueStream())
        .extracting(provider -> provider.path("name").asString())
        .containsExactly("spring-bean-reference", "any");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        DreamChildrenProperties.class,
        Child.class,
        MailboxChange.class,
        BackoffChange.class,
        SupervisorChange.class
      })
  void canBeBoundAheadOfTime(Class<?> type) {
    RuntimeHints hints = new RuntimeHints();
    BindableRuntimeHintsRegistrar.forTypes(Set.of(DreamChildrenProperties.class))
        .registerHints(hints);
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onConstructorInvocation(type.getDeclaredConstructors()[0]))
        .accepts(hints);
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
