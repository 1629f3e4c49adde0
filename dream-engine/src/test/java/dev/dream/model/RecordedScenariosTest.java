package dev.dream.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.model.Recorded.NotModelled;
import dev.dream.model.World.NeverStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model does what the BEAM did: it plays the recorded scenarios that it has the words for. */
class RecordedScenariosTest {

  private static final Path SCENARIOS = Path.of("src/test/resources/conformance");

  /** How many of all scenarios the model has the words for. */
  private static final int MODELLED = 242;

  private final JsonMapper json = JsonMapper.builder().build();
  private final List<String> differences = new ArrayList<>();
  private int modelled;

  @Test
  void randomGraphsAreAsOnTheBeam() {
    assertThat(play(SCENARIOS.resolve("random_links.json"))).isEqualTo(modelled);
    assertThat(differences).isEmpty();
  }

  @Test
  void randomTreesAreAsOnTheBeam() {
    assertThat(play(SCENARIOS.resolve("random_supervision.json"))).isEqualTo(modelled);
    assertThat(differences).isEmpty();
  }

  @Test
  void whatElseTheModelKnowsIsAsOnTheBeam() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(this::play);
    }
    assertThat(differences).isEmpty();
    assertThat(modelled).as("played, and not passed over").isEqualTo(MODELLED);
  }

  /** Returns how many scenarios the file has. */
  private int play(Path file) {
    JsonNode scenarios = json.readTree(file);
    for (JsonNode scenario : scenarios) {
      boolean isModelled =
          play(scenario, RecordedProcesses::read, ProcessModel::new)
              || play(scenario, RecordedTrees::read, SupervisionModel::new);
      modelled += isModelled ? 1 : 0;
    }
    return scenarios.size();
  }

  /** Returns false if the scenario is of another kind. */
  private <O> boolean play(
      JsonNode scenario,
      BiFunction<JsonNode, JsonNode, Recorded<O>> reader,
      Supplier<? extends World<O>> model) {
    try (World<O> world = model.get()) {
      List<Recorded<O>> steps = new ArrayList<>();
      for (int i = 0; i < scenario.get("steps").size(); i++) {
        steps.add(reader.apply(scenario.get("steps").get(i), scenario.get("expect").get(i)));
      }
      for (int i = 0; i < steps.size(); i++) {
        List<String> lines = steps.get(i).differences(world.play(steps.get(i).operation()));
        if (!lines.isEmpty()) {
          differences.add(
              "%s, step %d %s%n  %s"
                  .formatted(
                      scenario.get("name").asString(),
                      i,
                      steps.get(i).operation(),
                      String.join("\n  ", lines)));
          return true;
        }
      }
      return true;
    } catch (NotModelled | NeverStarted _) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(scenario.get("name").asString(), e);
    }
  }
}
