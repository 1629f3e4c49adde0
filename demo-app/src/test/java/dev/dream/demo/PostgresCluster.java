package dev.dream.demo;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of its own, as a distribution installs it: in a directory of its own, on a free port
 * of this machine alone, and gone afterwards. Tests that need one are skipped where it is not
 * installed.
 */
final class PostgresCluster {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "demo";

  private final Path directory;
  private final Path programs;
  private final int port;

  private PostgresCluster(Path directory, Path programs, int port) {
    this.directory = directory;
    this.programs = programs;
    this.port = port;
  }

  static PostgresCluster start() throws IOException, InterruptedException {
    Optional<Path> programs = installed();
    Assumptions.assumeTrue(
        programs.isPresent(),
        "no PostgreSQL: the demo is tested with one where initdb is on the PATH or in "
            + DEBIAN
            + " (Debian: apt-get install postgresql)");
    Path directory = Files.createTempDirectory("auctions-postgres");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    PostgresCluster cluster = new PostgresCluster(directory, programs.orElseThrow(), freePort());
    cluster.run("initdb", "-D", cluster.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "-N");
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            .formatted(cluster.port);
    cluster.run("pg_ctl", "-D", cluster.data(), "-w", "-l", "/dev/null", "-o", options, "start");
    return cluster;
  }

  /** Returns where the programs are, of the newest version. */
  private static Optional<Path> installed() throws IOException {
    List<Path> directories = new ArrayList<>();
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      directories.add(Path.of(directory));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions.map(version -> version.resolve("bin")).sorted().forEach(directories::addFirst);
      }
    }
    return directories.stream()
        .filter(directory -> Files.isExecutable(directory.resolve("initdb")))
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Returns what the application takes for its connection, as PostgreSQL's own clients name it. */
  List<String> environment() {
    return List.of(
        "--PGHOST=127.0.0.1", "--PGPORT=" + port, "--PGDATABASE=postgres", "--PGUSER=" + USER);
  }

  /** Runs one of its programs, which refuse to be run by root. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("%s failed: %s".formatted(command, Files.readString(output)));
    }
  }

  void stop() throws IOException, InterruptedException {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    FileSystemUtils.deleteRecursively(directory);
  }
}
