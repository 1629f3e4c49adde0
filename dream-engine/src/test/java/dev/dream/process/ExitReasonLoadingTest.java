package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of its classes a JVM meets first is up to the application. */
class ExitReasonLoadingTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "$Plain", "$Shutdown", "$Failure"})
  void constantsAreThereWhicheverClassIsInitializedFirst(String nested) throws Exception {
    URL classes = ExitReason.class.getProtectionDomain().getCodeSource().getLocation();
    String reasons = ExitReason.class.getName();
    try (var fresh =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class.forName(reasons + nested, true, fresh);

      assertThat(fresh.loadClass(reasons).getField("KILLED").get(null)).hasToString("killed");
    }
  }
}
