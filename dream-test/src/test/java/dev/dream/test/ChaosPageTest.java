package dev.dream.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example in the documents is the one that {@link ChaosTest} runs. */
class ChaosPageTest {

  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Path RUN = Path.of("src/test/java/dev/dream/test/ChaosTest.java");

  @Test
  void theExampleInTheDocumentsIsRunByATest() throws IOException {
    String run = stripped(Files.readString(RUN));
    List<String> examples = examples();
    assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(run).contains(example));
  }

  private static List<String> examples() throws IOException {
    try (var pages = Files.walk(Path.of("..", "docs"))) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .map(ChaosPageTest::read)
          .flatMap(page -> JAVA_BLOCK.matcher(page).results().map(block -> block.group(1)))
          .filter(block -> block.contains("Chaos.on("))
          .map(ChaosPageTest::stripped)
          .toList();
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stripped(String code) {
    return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
  }
}
