package dev.dream.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The application as it is, in a JVM of its own, on a free port, and without its own bidders. */
final class RunningDemo implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader;
  private int linesBeforeSigterm;

  private RunningDemo(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static RunningDemo start(String databaseUrl) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AuctionHouse.class.getName(),
            "--server.port=0",
            "--spring.datasource.url=" + databaseUrl,
            "--demo.bidders=0",
            "--demo.auctions=0");
    return new RunningDemo(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for the web server; returns the address of a path. */
  URI uri(String path) throws Exception {
    return URI.create("http://127.0.0.1:" + port.get(60, TimeUnit.SECONDS) + path);
  }

  /** Sends SIGTERM and waits for the end; returns the exit code. */
  int terminate(int seconds) throws InterruptedException {
    linesBeforeSigterm = output.size();
    process.destroy();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("still running " + seconds + " s after SIGTERM:\n" + log());
    }
    reader.join();
    return process.exitValue();
  }

  /** Returns what was logged after SIGTERM; once it has ended. */
  String lastWords() {
    return output.stream().skip(linesBeforeSigterm).collect(Collectors.joining("\n"));
  }

  String log() {
    return String.join("\n", output);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          port.complete(Integer.valueOf(started.group(1)));
        }
      }
      port.completeExceptionally(new AssertionError("did not start:\n" + log()));
    } catch (IOException closed) {
      port.completeExceptionally(closed); // with the process, which has ended
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
