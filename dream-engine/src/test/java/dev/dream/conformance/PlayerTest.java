package dev.dream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.conformance.Player.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class PlayerTest {

  private static JsonNode scenario(String json) {
    return JsonMapper.builder().build().readTree(json);
  }

  private static String failure(Outcome outcome) {
    return ((Outcome.Failed) outcome).difference();
  }

  @Test
  void aScenarioThatHangsFailsAndSaysWhatEachProcessDoes() {
    JsonNode hanging =
        scenario(
            """
            {"name": "hangs",
             "steps": [{"op": "start", "as": "a", "kind": "probe"},
                       {"op": "call", "to": "a", "timeout": "infinity", "do": {"ret": "noreply"}}],
             "expect": [{"result": {"ok": "a"}, "log": [["a", "init"]]}, {}]}\
            """);
    assertThat(failure(Player.play(hanging, Duration.ofMillis(300))))
        .startsWith("step 1 ")
        .contains("no result in PT0.3S; each process:")
        .contains("main (process) is WAITING, 0 messages waiting")
        .contains("a (Probe) is WAITING, 0 messages waiting");
  }

  @Test
  void aScenarioThatIsNeverQuietFailsAndSaysWhatEachProcessDoes() {
    JsonNode busy =
        scenario(
            """
            {"name": "busy",
             "steps": [{"op": "start", "as": "a", "kind": "probe"},
                       {"op": "cast", "to": "a", "do": {"acts": [{"sleep": 5000}]}}],
             "expect": [{"result": {"ok": "a"}, "log": [["a", "init"]]}, {}]}\
            """);
    assertThat(failure(Player.play(busy, Duration.ofMillis(300))))
        .contains("not quiet in PT0.3S")
        .contains("a (Probe) is RUNNING, handling Scripted, 0 messages waiting");
  }

  @Test
  void aDifferenceIsShownWithItsStep() {
    JsonNode wrong =
        scenario(
            """
            {"name": "wrong", "steps": [{"op": "whereis", "name": "x"}],
             "expect": [{"result": "main"}]}\
            """);
    assertThat(failure(Player.play(wrong)))
        .isEqualTo(
            """
            step 0 {"op":"whereis","name":"x"}
                expected {"result":"main"}
                actual   {"result":null}\
            """);
  }

  @Test
  void aScenarioThatJavasTypesRuleOutIsSkipped() {
    JsonNode tagged =
        scenario(
            """
            {"name": "bad", "tags": ["throw"], "steps": [], "expect": []}\
            """);
    assertThat(Player.play(tagged))
        .isEqualTo(
            new Outcome.Skipped(
                "tag throw: what a callback throws is a crash and never its result"));
  }
}
