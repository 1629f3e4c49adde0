package dev.dream.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the assertions of tests that run as processes wait, and what fails such a test by
 * itself. On a method, a class or an enclosing one, the nearest counts as a whole. For all tests
 * these are configuration parameters of JUnit, as in {@code junit-platform.properties}: {@code
 * dream.test.assert-receive-millis}, {@code dream.test.refute-receive-millis}, {@code
 * dream.test.fail-on-crash}; an annotation leaves to them what it does not say.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface TestSettings {

  /** Returns how long {@code assertReceive} and the like wait; 100 if nobody says. */
  int assertReceiveMillis() default -1;

  /** Returns how long {@code refuteReceive} waits; 100 if nobody says. */
  int refuteReceiveMillis() default -1;

  /**
   * Returns whether a crash that the test did not {@linkplain EngineAssertions#expectCrash expect}
   * fails it.
   */
  boolean failOnCrash() default false;
}
