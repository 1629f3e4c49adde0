package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The code in the pages of the documentation. */
final class DocumentedCode {

  static final Path DOCS = Path.of("..", "docs");

  private static final Pattern FILE =
      Pattern.compile("^`([\\w./-]+)`:\n\n```\\w+\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public )?(?:final )?(?:class|interface|record) (\\w+)", Pattern.MULTILINE);

  private DocumentedCode() {}

  /**
   * Returns the files that a reader has who has come to the end of a step, by their names: a later
   * text takes the place of an earlier one.
   *
   * @param step the number in the step's heading
   */
  static Map<String, String> files(String page, int step) {
    int end = page.indexOf("\n## %d. ".formatted(step + 1));
    Map<String, String> files = new TreeMap<>();
    Matcher file = FILE.matcher(end < 0 ? page : page.substring(0, end));
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return files;
  }

  /** Returns the Java in a page, by the name of the first type of each block. */
  static Map<String, String> blocks(String page) {
    Map<String, String> blocks = new TreeMap<>();
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (block.find()) {
      Matcher type = TYPE.matcher(block.group(1));
      assertThat(type.find()).describedAs("a type in %s", block.group(1)).isTrue();
      blocks.put(type.group(1) + ".java", block.group(1));
    }
    return blocks;
  }

  /** Compiles sources into a directory and returns what loads them from there. */
  static ClassLoader compile(Path directory, Map<String, String> sources) throws IOException {
    List<File> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      if (source.getKey().endsWith(".java")) {
        Path file = directory.resolve("sources").resolve(source.getKey());
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, source.getValue()).toFile());
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-parameters",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString());
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromFiles(files))
              .call();
      assertThat(compiled).describedAs(messages.toString()).isTrue();
    }
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, DocumentedCode.class.getClassLoader());
  }
}
