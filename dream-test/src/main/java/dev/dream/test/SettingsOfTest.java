package dev.dream.test;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds what {@link TestSettings}, or else the configuration parameters, say of a test. */
final class SettingsOfTest {

  private SettingsOfTest() {}

  static TestLimits of(ExtensionContext context) {
    Optional<TestSettings> settings = annotation(context);
    return new TestLimits(
        millis(
            context,
            "dream.test.assert-receive-millis",
            settings.map(TestSettings::assertReceiveMillis).orElse(-1),
            TestLimits.DEFAULT.assertReceive()),
        millis(
            context,
            "dream.test.refute-receive-millis",
            settings.map(TestSettings::refuteReceiveMillis).orElse(-1),
            TestLimits.DEFAULT.refuteReceive()),
        settings.map(TestSettings::failOnCrash).orElse(false)
            || context
                .getConfigurationParameter("dream.test.fail-on-crash", Boolean::parseBoolean)
                .orElse(false));
  }

  private static Optional<TestSettings> annotation(ExtensionContext context) {
    Optional<TestSettings> ofMethod =
        AnnotationSupport.findAnnotation(context.getTestMethod(), TestSettings.class);
    return ofMethod.or(
        () ->
            AnnotationSupport.findAnnotation(
                context.getRequiredTestClass(),
                TestSettings.class,
                context.getEnclosingTestClasses()));
  }

  private static Duration millis(
      ExtensionContext context, String parameter, int annotated, Duration otherwise) {
    return annotated >= 0
        ? Duration.ofMillis(annotated)
        : context
            .getConfigurationParameter(parameter, text -> parsed(parameter, text))
            .orElse(otherwise);
  }

  private static Duration parsed(String parameter, String text) {
    try {
      return Duration.ofMillis(Integer.parseUnsignedInt(text.strip()));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "%s must be a number of milliseconds, but was \"%s\"".formatted(parameter, text),
          notANumber);
    }
  }
}
