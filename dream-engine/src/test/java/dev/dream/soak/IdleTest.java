package dev.dream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.soak.IdleProcesses.Kind;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What idle processes take, each time measured in a JVM that does nothing else. */
@Tag("soak")
@Timeout(300)
class IdleTest {

  private static final int MILLION = 1_000_000;
  private static final Duration MEASURED = Duration.ofSeconds(5);

  @ParameterizedTest
  @EnumSource
  void aMillionFitIntoOneGibibyte(Kind kind) throws Exception {
    Properties figures = measure(kind, MILLION, Duration.ZERO);
    assertThat(number(figures, "processes")).isGreaterThan(MILLION);
    System.out.printf("a million idle processes, %s: %s%n", kind, figures);
  }

  @Test
  void aHundredThousandUseLessThanAHundredthOfACore() throws Exception {
    Properties figures = measure(Kind.GEN_SERVER, 100_000, MEASURED);
    System.out.printf("100,000 idle processes for %s: %s%n", MEASURED, figures);
    assertThat(number(figures, "cpuNanos")).isLessThan(MEASURED.toNanos() / 100);
  }

  private static long number(Properties figures, String name) {
    return Long.parseLong(figures.getProperty(name));
  }

  /** Runs so many idle processes in a JVM with a heap of one gibibyte. */
  private static Properties measure(Kind kind, int count, Duration measured) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                IdleProcesses.class.getName(),
                kind.name(),
                Integer.toString(count),
                Long.toString(measured.toSeconds()))
            .redirectErrorStream(true)
            .start();
    String output = new String(jvm.getInputStream().readAllBytes());
    assertThat(jvm.waitFor()).as(output).isZero();
    Properties figures = new Properties();
    figures.load(new StringReader(output));
    return figures;
  }
}
