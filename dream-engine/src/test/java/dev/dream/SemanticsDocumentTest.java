package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/semantics.md names the test of each claim; those tests exist. */
class SemanticsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "semantics.md");
  private static final List<String> MODULES =
      List.of("dream-engine", "dream-spring-boot-autoconfigure", "demo-app");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void everyTestItNamesExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    Matcher named = TEST.matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (named.find()) {
      count++;
      if (sources(named.group(1)).noneMatch(source -> declares(source, named.group(2)))) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isPositive();
  }

  private static Stream<String> sources(String test) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        files.filter(file -> file.endsWith(test + ".java")).forEach(found::add);
      }
    }
    return found.stream().map(SemanticsDocumentTest::read);
  }

  private static boolean declares(String source, String nested) {
    return nested == null || source.contains("class " + nested + " ");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
