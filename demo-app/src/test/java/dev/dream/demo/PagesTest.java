package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the documentation: their Java compiles, and what they link to is there. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"from-elixir.md", "from-pekko.md"})
  void theirJavaCompiles(String page) throws IOException {
    Map<String, String> blocks =
        DocumentedCode.blocks(Files.readString(DocumentedCode.DOCS.resolve(page)));

    assertThat(blocks).isNotEmpty();
    assertThat(DocumentedCode.compile(directory, blocks)).isNotNull();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(DocumentedCode.DOCS);
        Stream<Path> top = Files.list(DocumentedCode.DOCS.resolve(".."))) {
      return Stream.concat(docs, top)
          .filter(path -> path.toString().endsWith(".md"))
          .map(Path::normalize)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linkToWhatIsThere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
    while (link.find()) {
      if (!link.group(1).startsWith("http")) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(target).as("%s in %s", link.group(), page).exists();
        if (link.group(2) != null) {
          assertThat(anchors(target)).as("%s in %s", link.group(), page).contains(link.group(2));
        }
      }
    }
  }

  /** Returns the headings as links name them: in lower case, words joined by hyphens. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w -]", "")
                    .replace(' ', '-'))
        .toList();
  }
}
