package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
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
 * them for long, in JVMs of their own.
 */
class JcstressTest {

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

  @BeforeAll
  static void parseOptions() throws Exception {
    assertThat(OPTIONS.parse()).isTrue();
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
    TestResult result = runner(test, config).run();
    result.setConfig(config);
    assertThat(result.status()).as("%s", result.getMessages()).isEqualTo(Status.NORMAL);
    assertThat(result.grading().failureMessages).as("of %d runs", result.getTotalCount()).isEmpty();
  }

  private static Runner<?> runner(TestInfo test, TestConfig config) throws Exception {
    return (Runner<?>)
        Class.forName(test.generatedRunner())
            .getConstructor(ForkedTestConfig.class)
            .newInstance(new ForkedTestConfig(config));
  }
}
