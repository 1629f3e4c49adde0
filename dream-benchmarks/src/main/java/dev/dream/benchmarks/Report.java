package dev.dream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows results: a table for people, a file for programs. */
final class Report {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Report() {}

  static void printHead() {
    System.out.printf(
        "%-40s %-16s %14s %-10s %s%n", "workload", "engine", "median", "", "ratio to dream");
  }

  /** Prints the results of one workload, by value. */
  static void print(List<Result> results) {
    results.stream().map(Result::workload).distinct().forEach(value -> printValue(value, results));
  }

  private static void printValue(String value, List<Result> results) {
    List<Result> rows = results.stream().filter(row -> row.workload().equals(value)).toList();
    double ours = rows.getFirst().median();
    for (Result row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-40s %-16s %,14.1f %-10s %.2f%n",
          row.workload(),
          row.engine(),
          row.median(),
          row.unit().key(),
          row.median() / ours);
    }
  }

  /** Writes all of them: the median under its unit's name, and each run. */
  static void write(Path file, List<Result> results) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(file, results.stream().map(Report::json).toList());
  }

  private static Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workload", result.workload());
    json.put("engine", result.engine());
    json.put(result.unit().key(), result.median());
    json.put("runs", result.runs());
    return json;
  }
}
