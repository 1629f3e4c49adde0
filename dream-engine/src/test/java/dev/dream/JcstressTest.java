package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * Runs each of jcstress's tests (src/jcstress) for a moment, in this JVM. The profile jcstress runs
 * them for long, in JVMs of their own. What came out is written to target/jcstress.txt.
 */
class JcstressTest {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String MILLIS = System.getProperty("dream.jcstress.millis", "300");

  private static final Options OPTIONS =
      new Options(
          new String[] {
            "-m", "quick",
            "-iters", "1",
            "-time", MILLIS,
            "-strideSize", "64",
            "-strideCount", "16",
            "-spinStyle", "THREAD_YIELD"
          });

  private static final List<String> OUTCOMES = new ArrayList<>();

  @BeforeAll
  static void parseOptions() throws Exception {
    assertThat(OPTIONS.parse()).isTrue();
  }

  @AfterAll
  static void writeOutcomes() throws IOException {
    Files.write(Path.of("target/jcstress.txt"), OUTCOMES);
  }

  @TestFactory
  Stream<DynamicTest> onlyAcceptableOutcomes() {
    Collection<String> names = new TreeSet<>(TestList.tests());
    assertThat(names).isNotEmpty();
    return names.stream().map(name -> dynamicTest(name, () -> run(TestList.getInfo(name))));
  }

  private static void run(TestInfo test) throws Exception {
    var unbound = new SchedulingClass(AffinityMode.NONE, test.threads(), NodeType.PACKAGE);
    var config = new TestConfig(OPTIONS, test, 0, List.of(), CompileMode.UNIFIED, unbound);
    Runner<?> runner = runner(test, config);
    TestResult result =
        assertTimeoutPreemptively(LONGEST, runner::run); // a broken queue may circle
    result.setConfig(config);
    OUTCOMES.add(test.name());
    result.grading().gradingResults.forEach(JcstressTest::note);
    assertThat(result.status()).as("%s", result.getMessages()).isEqualTo(Status.NORMAL);
    assertThat(result.grading().failureMessages).as("of %d runs", result.getTotalCount()).isEmpty();
  }

  private static void note(String outcome, GradingResult graded) {
    OUTCOMES.add("%,12d  %-10s  %s".formatted(graded.count, graded.expect, outcome));
  }

  private static Runner<?> runner(TestInfo test, TestConfig config) throws Exception {
    return (Runner<?>)
        Class.forName(test.generatedRunner())
            .getConstructor(ForkedTestConfig.class)
            .newInstance(new ForkedTestConfig(config));
  }
}
