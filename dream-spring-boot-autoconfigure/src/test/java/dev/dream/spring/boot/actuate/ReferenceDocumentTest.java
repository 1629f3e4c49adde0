package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.spring.boot.observation.DreamObservationConvention;
import dev.dream.spring.boot.observation.DreamObservationDocumentation;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.HighCardinality;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.LowCardinality;
import io.micrometer.common.docs.KeyName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docs/reference.md} says is what there is: nothing is missing and nothing too much.
 */
class ReferenceDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "reference.md");
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String BEGIN = "<!-- properties -->\n";
  private static final String END = "<!-- /properties -->\n";
  private static final Pattern OPERATION =
      Pattern.compile("^\\| `(GET|POST|DELETE) /([^`]+)` \\| ([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("`(\\w+)`(?: \\([^)]*\\))?");

  private final String page = Files.readString(PAGE);

  ReferenceDocumentTest() throws IOException {}

  @Test
  void hasAllPropertiesAndNoOthers() throws IOException {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String written = properties();
    if (Boolean.getBoolean("dream.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + written + page.substring(end));
      return;
    }
    assertThat(page.substring(begin, end))
        .as("properties; -Ddream.docs.write=true writes them anew")
        .isEqualTo(written);
  }

  /** Returns the table, from what the compiler has collected for editors. */
  private static String properties() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (InputStream in =
        ReferenceDocumentTest.class.getClassLoader().getResourceAsStream(METADATA)) {
      for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
        String name = property.get("name").asString();
        if (name.startsWith("dream.") || name.startsWith("management.endpoint.dream")) {
          rows.put(name, row(name, property));
        }
      }
    }
    return "\n| property | type | default | |\n|---|---|---|---|\n"
        + String.join("", rows.values())
        + "\n";
  }

  private static String row(String name, JsonNode property) {
    String type = property.path("type").asString("").replaceAll("[\\w.]+[.$](?=\\w)", "");
    JsonNode otherwise = property.get("defaultValue");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name,
            type.replace("<", "&lt;").replace(">", "&gt;"),
            otherwise == null ? "" : "`" + otherwise.asString() + "`",
            property.path("description").asString("").replace("|", "\\|"));
  }

  @Test
  void hasAllOperationsWithTheirParametersAndNoOthers() {
    Map<String, List<String>> documented = new TreeMap<>();
    Matcher row = OPERATION.matcher(page);
    while (row.find()) {
      List<String> parameters = new ArrayList<>();
      Matcher word = WORD.matcher(row.group(3).replaceAll("\\([^)]*\\)", ""));
      while (word.find()) {
        parameters.add(word.group(1));
      }
      documented.put(row.group(1) + " " + row.group(2), parameters.stream().sorted().toList());
    }
    assertThat(documented.keySet())
        .containsExactlyInAnyOrderElementsOf(
            EndpointOperation.ALL.stream().map(EndpointOperation::toString).toList());
    assertThat(documented).isEqualTo(EndpointParameters.all());
  }

  @Test
  void hasAllEventsOfAnAudit() {
    for (Audit.Operation operation : Audit.Operation.values()) {
      assertThat(page).contains("`DREAM_" + operation.name() + "`");
    }
  }

  @Test
  void hasAllObservationsAndTheirKeys() {
    for (DreamObservationConvention<?> convention :
        List.of(
            new DreamObservationConvention.OfCall(),
            new DreamObservationConvention.OfCast(),
            new DreamObservationConvention.OfProcess())) {
      assertThat(page).contains("`" + convention.getName() + "`");
    }
    assertThat(DreamObservationDocumentation.values()).hasSize(3);
    String row =
        "| %s | %s |".formatted(keys(LowCardinality.values()), keys(HighCardinality.values()));
    assertThat(page).contains(row);
  }

  private static String keys(KeyName[] keys) {
    return Arrays.stream(keys)
        .map(key -> "`" + key.asString() + "`")
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }
}
