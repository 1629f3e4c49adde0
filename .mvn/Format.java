import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Runs google-java-format on all Java files below the working directory. The build starts it with
 * the mode, {@code check} or {@code apply}, and the formatter's jar.
 */
class Format {

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean check = args[0].equals("check");
    Path jar = Path.of(args[1]);

    // The names go through a file, since a command line has a limit.
    Path names = Files.write(jar.resolveSibling("format-files"), javaFiles());

    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    command.add("@" + names);

    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0 && check) {
      System.err.println("the Java files above are not formatted; run: mvn -N -Pformat verify");
    }
    System.exit(exit);
  }

  private static List<String> javaFiles() throws IOException {
    try (var files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !isGenerated(file))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean isGenerated(Path file) {
    return StreamSupport.stream(file.spliterator(), false).anyMatch(Path.of("target")::equals);
  }
}
