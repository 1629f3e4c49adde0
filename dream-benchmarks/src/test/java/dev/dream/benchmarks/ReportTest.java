package dev.dream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.benchmarks.Measured.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  @TempDir private Path directory;

  @Test
  void theFileHasAnObjectForEachResultWithItsMedianUnderItsUnit() throws IOException {
    Path file = directory.resolve("new").resolve("results.json");

    Report.write(
        file,
        List.of(
            new Result("pingpong", "dream", Unit.NS_PER_OP, List.of(1.0, 9.0, 2.0)),
            new Result("idle-bytes-plain", "beam", Unit.BYTES, List.of(2600.0)),
            new Result("call p99", "pekko", Unit.MICROS, List.of(4.5)),
            new Result("idle-cpu", "dream", Unit.MILLICORES, List.of(3.0))));

    assertThat(read(file))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    [
                     {"workload":"pingpong","engine":"dream","nsPerOp":2.0,"runs":[1.0,9.0,2.0]},
                     {"workload":"idle-bytes-plain","engine":"beam","bytes":2600.0,"runs":[2600.0]},
                     {"workload":"call p99","engine":"pekko","micros":4.5,"runs":[4.5]},
                     {"workload":"idle-cpu","engine":"dream","millicores":3.0,"runs":[3.0]}
                    ]
                    """));
  }

  @Test
  void whatWasWrittenBeforeIsReplaced() throws IOException {
    Path file = directory.resolve("results.json");
    Report.write(file, List.of(new Result("a", "dream", Unit.BYTES, List.of(1.0))));

    Report.write(file, List.of());

    assertThat(read(file)).isEmpty();
  }

  private static JsonNode read(Path file) {
    return new JsonMapper().readTree(file);
  }
}
