package dev.dream.benchmarks;

import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Measured.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Erlang beside this JVM. It is told a workload and a number of operations in one line, and answers
 * in one: {@code ok nsPerOp 139.2 p50.micros 2.1 …}, {@code unknown}, or {@code error} with a
 * reason.
 */
public final class Beam implements AutoCloseable {

  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  private Beam(Process process) {
    this.process = process;
    this.to = new PrintWriter(process.outputWriter(), true);
    this.from = process.inputReader();
  }

  /** Compiles the script and starts it; null if Erlang is not installed. */
  static @Nullable Beam start(Path scripts) throws IOException, InterruptedException {
    Path compiled = Files.createTempDirectory("beam");
    try {
      compile(scripts, compiled);
    } catch (IOException notInstalled) {
      return null;
    }
    return new Beam(
        new ProcessBuilder(
                "erl",
                "+P",
                "4000000",
                "-noshell",
                "-kernel",
                "logger_level",
                "none",
                "-pa",
                compiled.toString(),
                "-s",
                "dream_bench",
                "serve")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static void compile(Path scripts, Path to) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("erlc", "-o", to.toString()));
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(scripts, "*.erl")) {
      modules.forEach(module -> command.add(module.toString()));
    }
    Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new IllegalStateException("erlc failed: " + said);
    }
  }

  /** Returns who does this workload on the BEAM. */
  public Contender contender(String workload) {
    return new Contender(Contender.BEAM, operations -> run(workload, operations));
  }

  private Measured run(String workload, int operations) throws IOException {
    to.println(workload + ' ' + operations);
    String answer = from.readLine();
    if (answer == null || !answer.startsWith("ok ")) {
      throw new IllegalStateException("the BEAM's %s answered: %s".formatted(workload, answer));
    }
    String[] words = answer.split(" ");
    List<Value> values = new ArrayList<>();
    for (int i = 1; i + 1 < words.length; i += 2) {
      values.add(value(words[i], Double.parseDouble(words[i + 1])));
    }
    return new Measured(values);
  }

  private static Value value(String nameAndUnit, double amount) {
    int dot = nameAndUnit.lastIndexOf('.');
    String name = dot < 0 ? "" : nameAndUnit.substring(0, dot);
    return new Value(name, Unit.of(nameAndUnit.substring(dot + 1)), amount);
  }

  @Override
  public void close() {
    to.close();
    process.destroy();
  }
}
